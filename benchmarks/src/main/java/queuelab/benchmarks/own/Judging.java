package queuelab.benchmarks.own;

import java.nio.file.Path;
import queuelab.supervisor.analysis.TrialJudge;
import queuelab.supervisor.analysis.TrialResult;

/** A JVM that judges one trial and says what it found and how long that took: {@code Judging TRIAL}. */
final class Judging {
    private Judging() {}

    public static void main(String[] arguments) {
        long begun = System.nanoTime();
        TrialResult result = TrialJudge.judge(Path.of(arguments[0]));
        long nanos = System.nanoTime() - begun;
        System.out.println(nanos + " " + result.delivery().attempted() + " "
                + result.delivery().distinct() + " " + result.delivery().lost());
    }
}
