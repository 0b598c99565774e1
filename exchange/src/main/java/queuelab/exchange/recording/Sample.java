package queuelab.exchange.recording;

import java.util.List;

/**
 * What the supervisor saw at one moment of a trial, about once a second: one JSON line of {@code samples.jsonl} in the trial's folder.
 * Counts and times are totals since each process started.
 *
 * @param atNanos {@link System#nanoTime()}
 * @param processes one entry per child alive
 * @param depth messages in all queues of the trial, ready and delivering; −1 where unknown
 * @param machineBusyMillis CPU time of the whole machine, all cores together
 * @param machineStolenMillis CPU time the hypervisor took
 */
public record Sample(
        long atNanos, List<ProcessSample> processes, long depth, long machineBusyMillis, long machineStolenMillis) {
    public static final String FILE = "samples.jsonl";

    public Sample {
        processes = List.copyOf(processes);
    }

    /**
     * One process.
     *
     * @param name role and index, {@code producer-1}
     * @param runDelayMillis time its threads were ready to run but had no CPU, as of the last end of a phase (warm-up, window, drain); of
     *     this moment where something is to happen to processes meanwhile
     * @param sent producers: messages sent so far
     * @param received consumers: messages received so far
     * @param toldAtNanos when the process counted them, a {@link System#nanoTime()}; 0 where it has not told anything yet
     * @param p50Nanos median of the latency of its latest second (dueToReceive, or sendToAck for producers), 0 where none
     */
    public record ProcessSample(
            String name,
            long cpuMillis,
            long rssBytes,
            long runDelayMillis,
            long sent,
            long received,
            long toldAtNanos,
            long p50Nanos,
            long p99Nanos,
            long maxNanos) {
        /** Of a process that has told nothing, or not when: its counts are taken to be as old as the sample. */
        public ProcessSample(
                String name,
                long cpuMillis,
                long rssBytes,
                long runDelayMillis,
                long sent,
                long received,
                long p50Nanos,
                long p99Nanos,
                long maxNanos) {
            this(name, cpuMillis, rssBytes, runDelayMillis, sent, received, 0, p50Nanos, p99Nanos, maxNanos);
        }
    }
}
