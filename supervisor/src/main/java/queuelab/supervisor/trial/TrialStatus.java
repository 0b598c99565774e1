package queuelab.supervisor.trial;

/**
 * How a trial is going, about once a second.
 *
 * @param phase what is happening
 * @param remainingNanos expected time to the end of the measured window, 0 beyond it
 * @param sentPerSecond rate of sends in the last second, all producers together
 * @param receivedPerSecond rate of receipts in the last second, all consumers together
 * @param p50Nanos median delivery latency in the last second, of the consumer where it is highest; 0 where none
 * @param p99Nanos its 99th percentile, likewise
 * @param depth messages in the queues, −1 where unknown
 */
public record TrialStatus(
        Phase phase,
        long remainingNanos,
        double sentPerSecond,
        double receivedPerSecond,
        long p50Nanos,
        long p99Nanos,
        long depth) {

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

    static TrialStatus of(Phase phase) {
        return new TrialStatus(phase, 0, 0, 0, 0, 0, -1);
    }
}
