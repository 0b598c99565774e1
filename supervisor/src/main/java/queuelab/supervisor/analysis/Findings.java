package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What judging a trial has to say, in words, sorted by what it does to the verdict. */
final class Findings {
    private final List<String> broken = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** A delivery promise was broken: the verdict is {@code fail}. */
    void broken(String reason) {
        add(broken, reason);
    }

    /** The numbers cannot be trusted: the verdict is {@code invalid}, unless a promise was broken. */
    void doubt(String reason) {
        add(doubts, reason);
    }

    /** Worth knowing, but it changes nothing. */
    void remark(String remark) {
        add(remarks, remark);
    }

    private static void add(List<String> to, String words) {
        if (!to.contains(words)) {
            to.add(words);
        }
    }

    Verdict verdict() {
        if (!broken.isEmpty()) {
            return Verdict.FAIL;
        }
        return doubts.isEmpty() ? Verdict.PASS : Verdict.INVALID;
    }

    /** Why the verdict is not {@code pass}, broken promises first. */
    List<String> reasons() {
        return Stream.concat(broken.stream(), doubts.stream()).toList();
    }

    List<String> remarks() {
        return remarks;
    }
}
