package queuelab.exchange.control;

import java.util.Map;
import queuelab.exchange.json.Kinds;

/** A control frame from a child to the supervisor. */
public sealed interface Report {
    /** What each is called in JSON. */
    Kinds<Report> KINDS = new Kinds<>(
            Report.class,
            "type",
            Map.of(
                    "ready", Ready.class,
                    "broker-ready", BrokerReady.class,
                    "network-ready", NetworkReady.class,
                    "clock-reading", ClockReading.class,
                    "progress", Progress.class,
                    "finished", Finished.class,
                    "failed", Failed.class));

    /** A worker is connected and waits for {@link Command.Start}. */
    record Ready(long pid, long parentPid) implements Report {
        /** Of the process that calls this; its parent is 0 when that has died. */
        public static Ready ofThisProcess() {
            ProcessHandle self = ProcessHandle.current();
            return new Ready(self.pid(), self.parent().map(ProcessHandle::pid).orElse(0L));
        }
    }

    /**
     * A broker is active and takes connections.
     *
     * @param url what clients connect to, without credentials
     * @param version Artemis version
     * @param journal journal type in effect: {@code NIO}, {@code ASYNCIO}, {@code MAPPED}, or {@code NONE} without persistence
     * @param facts other facts of the effective configuration, for the report
     */
    record BrokerReady(long pid, long parentPid, String url, String version, String journal, Map<String, String> facts)
            implements Report {
        public BrokerReady {
            facts = Map.copyOf(facts);
        }
    }

    /** A proxy listens on this port of the loopback address. */
    record NetworkReady(long pid, long parentPid, int port) implements Report {}

    /** {@link System#nanoTime()} read between the command's arrival and this answer. */
    record ClockReading(int probe, long nanos) implements Report {}

    /**
     * What a worker has done since it started (counts) and in the second that ended now (latency of what it recorded then, 0
     * where nothing was: dueToReceive for consumers, sendToAck for producers).
     *
     * @param lagNanos producers: how far behind its schedule the latest send was
     * @param second consumers: the latencies of that second as a compressed HdrHistogram in Base64, so that those of several workers can be
     *     merged; empty where nothing was recorded
     */
    record Progress(
            long atNanos,
            long sent,
            long acknowledged,
            long rejected,
            long received,
            long p50Nanos,
            long p99Nanos,
            long maxNanos,
            long lagNanos,
            String second)
            implements Report {}

    /**
     * All done, recordings closed; the process exits with 0 after this.
     *
     * @param cpuMillis CPU time of the whole process so far
     * @param measuredCpuMillis CPU time between start and end of the measured window
     * @param gcMillis time spent in garbage collection
     * @param invalidSamples latencies that were negative or beyond the recordable hour
     */
    record Finished(
            long sent,
            long acknowledged,
            long rejected,
            long received,
            long cpuMillis,
            long measuredCpuMillis,
            long gcMillis,
            long invalidSamples)
            implements Report {}

    /** The child cannot go on; it exits with a non-zero code after this. */
    record Failed(String reason) implements Report {}
}
