package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trials that sent the same messages in several ways. */
public final class SampleLadder {
    private final SampleTrials samples = new SampleTrials(21);

    /** Seven ways at 1000/s. */
    public List<TrialResult> atARate() {
        return all("1000/s");
    }

    /** The same ways, saturating. */
    public List<TrialResult> saturating() {
        return all("saturate");
    }

    private List<TrialResult> all(String load) {
        List<TrialResult> trials = new ArrayList<>();
        trials.addAll(way("queue-durable", "queue", "durable", load, 1_400));
        trials.addAll(way("queue-memory", "queue", "memory", load, 480));
        trials.addAll(way("queue-amqp", "queue", "memory", load, 650));
        trials.addAll(way("tcp", "tcp", "", load, 70));
        trials.addAll(way("pipe", "pipe", "", load, 44));
        trials.addAll(way("shared-memory", "shared-memory", "", load, 2.2));
        trials.addAll(way("rpc", "rpc", "", load, 230));
        return trials;
    }

    List<TrialResult> way(String variant, String transport, String storage, String load, double p50Micros) {
        List<TrialResult> trials = new ArrayList<>();
        boolean saturates = load.equals("saturate");
        for (int repeat = 1; repeat <= 3; repeat++) {
            TrialResult trial = samples.passed(variant, Map.of(), repeat, saturates ? 0 : 1000, p50Micros);
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("transport", transport);
            settings.put("protocol", variant.endsWith("amqp") ? "amqp" : "core");
            settings.put("queue.storage", storage.isEmpty() ? "durable" : storage);
            settings.put("producer.load", load);
            settings.put("producer.size", "1KiB");
            trials.add(SampleTrials.consuming(trial, settings, Map.of(), saturates, null, null));
        }
        return trials;
    }
}
