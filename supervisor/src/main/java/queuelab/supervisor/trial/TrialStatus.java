package queuelab.supervisor.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * How a trial is going, about once a second.
 *
 * @param phase what is happening
 * @param remainingNanos expected time to the end of the measured window, 0 beyond it
 * @param sentPerSecond rate of sends in the last second, all producers together
 * @param receivedPerSecond rate of receipts in the last second, all consumers together
 * @param p50Nanos median delivery latency (dueToReceive) in the last second, the histograms of all consumers merged; 0 where none
 * @param p99Nanos its 99th percentile, likewise
 * @param depth messages in the queues, −1 where unknown
 * @param load the load asked for, as a scenario writes it: a rate, or {@code saturate}; empty before workers start
 * @param p90Nanos 90th percentile of the delivery latency, likewise
 * @param maxNanos the longest delivery latency of the last second
 * @param processes those that are there, and those that ended: told once, or while nobody else stands in the place of one that died
 */
public record TrialStatus(
        Phase phase,
        long remainingNanos,
        double sentPerSecond,
        double receivedPerSecond,
        long p50Nanos,
        long p99Nanos,
        long depth,
        String load,
        long p90Nanos,
        long maxNanos,
        List<ProcessStatus> processes) {
    public TrialStatus {
        processes = List.copyOf(processes);
    }

    /** The parts of a trial. */
    public enum Phase {
        BROKER("starting broker"),
        WORKERS("starting workers"),
        WARMUP("warm-up"),
        MEASURE("measuring"),
        DRAIN("draining"),
        STOP("stopping");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** The same with what is newly known of one process, which may be one more. */
    public TrialStatus with(ProcessStatus process) {
        var now = new ArrayList<>(processes);
        now.replaceAll(before -> before.name().equals(process.name()) ? process : before);
        if (!now.contains(process)) {
            now.add(process);
        }
        return new TrialStatus(
                phase,
                remainingNanos,
                sentPerSecond,
                receivedPerSecond,
                p50Nanos,
                p99Nanos,
                depth,
                load,
                p90Nanos,
                maxNanos,
                now);
    }

    static TrialStatus of(Phase phase) {
        return new TrialStatus(phase, 0, 0, 0, 0, 0, -1, "", 0, 0, List.of());
    }
}
