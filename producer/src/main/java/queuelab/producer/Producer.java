package queuelab.producer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import queuelab.exchange.control.Child;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.InputEnded;
import queuelab.exchange.control.Line;
import queuelab.exchange.control.Load;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.control.Pulse;
import queuelab.exchange.control.Report;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.Transports;

/** One producer process: opens its sending threads, starts them together, and reports while they send. Owned by the main thread. */
final class Producer implements Child.Task {
    /** How long after the drain's deadline a thread may still be inside a call of its transport. */
    private static final long GRACE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Duration CLOSING = Duration.ofMillis(500);

    private final ProducerAssignment assignment;
    private final Line line;
    private final Transport transport;
    private final LatencyLog latencies;
    private final List<SendParts> parts = new ArrayList<>();
    private final List<SendingThread> threads = new ArrayList<>();
    private Load load;
    private int sizeBytes;

    private Producer(ProducerAssignment assignment, Line line, Transport transport, LatencyLog latencies) {
        this.assignment = assignment;
        this.line = line;
        this.transport = transport;
        this.latencies = latencies;
        this.load = assignment.load();
        this.sizeBytes = assignment.sizeBytes();
    }

    static Producer open(ProducerAssignment assignment, Line line) throws IOException, TransportException {
        return open(assignment, line, Transports.open(assignment.transport()));
    }

    /** What is open when this throws is closed by the end of the process. */
    static Producer open(ProducerAssignment assignment, Line line, Transport transport)
            throws IOException, TransportException {
        LatencyLog latencies =
                LatencyLog.create(Path.of(assignment.recordings()), Set.of(Measure.SCHEDULE_LAG, Measure.SEND_TO_ACK));
        Producer producer = new Producer(assignment, line, transport, latencies);
        for (ProducerAssignment.Sending sending : assignment.threads()) {
            producer.parts.add(SendParts.open(assignment, sending, transport, latencies));
        }
        return producer;
    }

    @Override
    public void run() throws Exception {
        line.report(Report.Ready.ofThisProcess());
        Beginning beginning = awaitStart();
        long startNanos = beginning.startNanos();
        start(beginning);
        Pulse pulse = new Pulse(line, assignment.window(), startNanos, this::progress);
        awaitThreads(pulse, startNanos);
        for (SendingThread thread : threads) {
            thread.closeRecordings();
        }
        latencies.close();
        line.report(pulse.finished(
                total(SendingThread::sent),
                total(SendingThread::acknowledged),
                total(SendingThread::rejected),
                0,
                latencies.invalidSamples()));
    }

    @Override
    public void close() throws IOException, InterruptedException, TransportException {
        threads.forEach(SendingThread::stop);
        for (SendingThread thread : threads) {
            // One that hangs in its transport keeps its recordings open; they are mapped files, and safe.
            if (thread.awaitDone(CLOSING)) {
                thread.closeRecordings();
            }
        }
        latencies.close();
        transport.close();
    }

    private Beginning awaitStart() throws InputEnded, InterruptedException {
        while (true) {
            switch (line.next()) {
                case Command.Start(long startNanos) -> {
                    return new Beginning(startNanos, startNanos);
                }
                case Command.Join(long startNanos, long fromNanos) -> {
                    return new Beginning(startNanos, fromNanos);
                }
                case Command.ChangeLoad(Load changed) -> load = changed;
                case Command.ChangeSize(int changed) -> sizeBytes = changed;
                case Command.Stop() -> throw new IllegalStateException("told to stop before the start");
                case Command.ChangeWork ignored -> throw notForProducers(ignored);
                case Command.Disturb ignored -> throw notForProducers(ignored);
                case Command.ReadClock ignored -> throw notForProducers(ignored);
                case Command.CorrectClock ignored -> throw notForProducers(ignored);
            }
        }
    }

    private void start(Beginning beginning) {
        for (int i = 0; i < parts.size(); i++) {
            int producer = assignment.threads().get(i).producer();
            threads.add(new SendingThread(assignment, producer, parts.get(i), load, beginning, line::wake));
        }
        if (sizeBytes != assignment.sizeBytes()) {
            threads.forEach(thread -> thread.changeSize(sizeBytes));
        }
        threads.forEach(SendingThread::start);
    }

    private void awaitThreads(Pulse pulse, long startNanos) throws Exception {
        long lastNanos =
                assignment.window().measureEnd(startNanos) + assignment.window().drainNanos() + GRACE_NANOS;
        while (!threads.stream().allMatch(SendingThread::done)) {
            var command = pulse.next();
            if (command.isPresent()) {
                obey(command.get());
                if (command.get() instanceof Command.Stop) {
                    lastNanos = LabClock.nanoTime() + assignment.window().drainNanos() + GRACE_NANOS;
                }
            }
            throwFailure();
            if (LabClock.nanoTime() - lastNanos > 0) {
                throw new TransportException(
                        "still sending " + GRACE_NANOS / 1_000_000_000
                                + " s after the drain's deadline: the transport takes no message",
                        null);
            }
        }
        throwFailure();
    }

    private void obey(Command command) {
        switch (command) {
            case Command.ChangeLoad(Load changed) -> {
                long nowNanos = LabClock.nanoTime();
                threads.forEach(thread -> thread.changeLoad(changed, nowNanos));
            }
            case Command.ChangeSize(int changed) -> threads.forEach(thread -> thread.changeSize(changed));
            case Command.Stop() -> threads.forEach(SendingThread::stop);
            case Command.Join ignored -> throw new IllegalStateException("told to start twice");
            case Command.Start ignored -> throw new IllegalStateException("told to start twice");
            case Command.ChangeWork ignored -> throw notForProducers(ignored);
            case Command.Disturb ignored -> throw notForProducers(ignored);
            case Command.ReadClock ignored -> throw notForProducers(ignored);
            case Command.CorrectClock ignored -> throw notForProducers(ignored);
        }
    }

    private static IllegalStateException notForProducers(Command command) {
        return new IllegalStateException("a producer does not take " + command);
    }

    private void throwFailure() throws Exception {
        for (SendingThread thread : threads) {
            Exception failure = thread.failure();
            if (failure != null) {
                throw failure;
            }
        }
    }

    private Report.Progress progress(long atNanos) {
        Map<Measure, Histogram> second = latencies.flush();
        Histogram sendToAck = second.getOrDefault(Measure.SEND_TO_ACK, new Histogram(3));
        return new Report.Progress(
                atNanos,
                total(SendingThread::sent),
                total(SendingThread::acknowledged),
                total(SendingThread::rejected),
                0,
                sendToAck.getValueAtPercentile(50),
                sendToAck.getValueAtPercentile(99),
                sendToAck.getMaxValue(),
                threads.stream().mapToLong(SendingThread::lagNanos).max().orElse(0),
                "");
    }

    private long total(ToLongFunction<SendingThread> count) {
        return threads.stream().mapToLong(count).sum();
    }
}
