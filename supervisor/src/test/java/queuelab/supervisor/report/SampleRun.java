package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import queuelab.supervisor.analysis.PointKey;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.RunStatistics;
import queuelab.supervisor.analysis.SampleTrials;
import queuelab.supervisor.analysis.TrialResult;

/** Runs as the lab would judge them. */
final class SampleRun {
    static final String STARTED = "2026-11-01T12:00:00Z";

    private SampleRun() {}

    /** Durable against memory, at a rate and saturating. */
    static RunResults persistence(int repeats) {
        return results(persistenceTrials(repeats));
    }

    static List<TrialResult> persistenceTrials(int repeats) {
        SampleTrials samples = new SampleTrials(11);
        List<TrialResult> trials = new ArrayList<>();
        for (int repeat = 1; repeat <= repeats; repeat++) {
            trials.add(samples.passed("durable", Map.of("producer.load", "1000/s"), repeat, 1000, 640));
            trials.add(samples.passed("memory", Map.of("producer.load", "saturate"), repeat, 0, 300));
            trials.add(samples.passed("memory", Map.of("producer.load", "1000/s"), repeat, 1000, 300));
            trials.add(samples.passed("durable", Map.of("producer.load", "saturate"), repeat, 0, 640));
        }
        return trials;
    }

    static RunResults results(List<TrialResult> trials) {
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("os", "Debian GNU/Linux 12");
        environment.put("cores", 2);
        environment.put("jdk", "25.0.1 (Temurin)");
        List<PointKey> order = new ArrayList<>();
        for (String load : List.of("1000/s", "saturate")) {
            for (String variant : List.of("durable", "memory")) {
                order.add(new PointKey(variant, Map.of("producer.load", load)));
            }
        }
        return RunStatistics.results("persistence", STARTED, environment, order, trials);
    }
}
