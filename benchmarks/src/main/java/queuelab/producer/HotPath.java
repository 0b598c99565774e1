package queuelab.producer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import queuelab.exchange.control.Arrivals;
import queuelab.exchange.control.Load;
import queuelab.exchange.message.IncomingBody;
import queuelab.exchange.message.OutgoingBody;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyRecorder;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.SequenceLedger;

/**
 * What the lab itself does for a message of 1 KiB, on either side of whatever carries it: everything of a send but the send, everything of a
 * receipt but the receipt. In this package for the sake of the pacer, which nobody else sees.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HotPath {
    private static final int BYTES = 1024;
    private static final double PER_SECOND = 1_000_000;

    private Path folder = Path.of("");
    private Parts parts;
    private long sequence;
    private long received;

    /** What one sending and one receiving thread work with. */
    private record Parts(
            LatencyLog log,
            Pacer pacer,
            OutgoingBody outgoing,
            IncomingBody incoming,
            ByteBuffer arrived,
            SequenceLedger attempted,
            SequenceLedger acknowledged,
            SequenceLedger receivedOnes,
            SequenceLedger consumed,
            LatencyRecorder scheduleLag,
            LatencyRecorder sendToAck,
            LatencyRecorder dueToReceive,
            LatencyRecorder sendToReceive,
            LatencyRecorder handling) {}

    @SuppressWarnings("NullAway.Init") // set up by JMH
    public HotPath() {}

    /** Opens recordings in a new folder. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory("queue-lab-hot-path");
        LatencyLog log = LatencyLog.create(
                folder,
                List.of(
                        Measure.SCHEDULE_LAG,
                        Measure.SEND_TO_ACK,
                        Measure.DUE_TO_RECEIVE,
                        Measure.SEND_TO_RECEIVE,
                        Measure.HANDLING));
        var outgoing = new OutgoingBody(0, BYTES, 1);
        long now = System.nanoTime();
        outgoing.stamp(0, 1, now, now);
        parts = new Parts(
                log,
                new Pacer(0, 1, new Load(PER_SECOND), Arrivals.EVEN, 1, now, System::nanoTime),
                outgoing,
                new IncomingBody(),
                ByteBuffer.wrap(outgoing.bytes().clone()),
                SequenceLedger.create(folder, LedgerKind.ATTEMPTED, 0, 0, 0, 0),
                SequenceLedger.create(folder, LedgerKind.ACKNOWLEDGED, 0, 0, 0, 0),
                SequenceLedger.create(folder, LedgerKind.RECEIVED, 0, 0, 0, 0),
                SequenceLedger.create(folder, LedgerKind.CONSUMED, 0, 0, 0, 0),
                log.recorder(Measure.SCHEDULE_LAG),
                log.recorder(Measure.SEND_TO_ACK),
                log.recorder(Measure.DUE_TO_RECEIVE),
                log.recorder(Measure.SEND_TO_RECEIVE),
                log.recorder(Measure.HANDLING));
    }

    /** Pace, note the attempt, stamp, record the lag; then the confirmation: its ledger and its latency. */
    @Benchmark
    public long send() {
        long due = parts.pacer.dueNanos();
        long now = System.nanoTime();
        parts.attempted.add(sequence);
        parts.outgoing.stamp(sequence, 1, due, now);
        parts.pacer.advance();
        // Any latency will do: how far this thread is behind a schedule of its own is none that can be recorded.
        parts.scheduleLag.record(now & 0xFFFFF, true);
        parts.acknowledged.add(sequence);
        parts.sendToAck.record(now & 0xFFFFF, true);
        return sequence++;
    }

    /** Verify the stamp and 1 KiB of payload, note the receipt, record three latencies, note the acknowledgement. */
    @Benchmark
    public long receive() {
        long now = System.nanoTime();
        IncomingBody.Condition condition = parts.incoming.read(parts.arrived);
        parts.receivedOnes.add(received);
        parts.dueToReceive.record(now - parts.incoming.dueNanos(), true);
        parts.sendToReceive.record(now - parts.incoming.sentNanos(), true);
        parts.handling.record(System.nanoTime() - now, true);
        parts.consumed.add(received);
        return condition == IncomingBody.Condition.INTACT ? received++ : -1;
    }

    /** Closes and removes them. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        parts.attempted.close();
        parts.acknowledged.close();
        parts.receivedOnes.close();
        parts.consumed.close();
        parts.log.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
