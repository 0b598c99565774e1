package queuelab.consumer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.Child;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.InputEnded;
import queuelab.exchange.control.Line;
import queuelab.exchange.control.Pulse;
import queuelab.exchange.control.Report;
import queuelab.exchange.message.LabClock;
import queuelab.exchange.recording.HistogramText;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.transport.Receiver;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.Transports;

/** One consumer process: opens its receivers, starts them, and reports until it is told to stop. Owned by the main thread. */
final class Consumer implements Child.Task {
    private static final Duration STOPPING = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofMillis(500);

    private final ConsumerAssignment assignment;
    private final Line line;
    private final Transport transport;
    private final LatencyLog latencies;
    private final Workshop workshop;
    private final List<Receiver> receivers = new ArrayList<>();
    private final List<ReceivingThread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

    private Consumer(ConsumerAssignment assignment, Line line, Transport transport, LatencyLog latencies) {
        this.assignment = assignment;
        this.line = line;
        this.transport = transport;
        this.latencies = latencies;
        this.workshop = new Workshop(assignment.work(), assignment.lock());
    }

    static Consumer open(ConsumerAssignment assignment, Line line) throws IOException, TransportException {
        return open(assignment, line, Transports.open(assignment.transport()));
    }

    /** What is open when this throws is closed by the end of the process. */
    static Consumer open(ConsumerAssignment assignment, Line line, Transport transport)
            throws IOException, TransportException {
        LatencyLog latencies = LatencyLog.create(Path.of(assignment.recordings()), ReceiptLatencies.MEASURES);
        Consumer consumer = new Consumer(assignment, line, transport, latencies);
        for (ConsumerAssignment.Receiving receiving : assignment.threads()) {
            consumer.receivers.add(transport.openReceiver(new Transport.Receiving(
                    receiving.queue(), receiving.copy(), assignment.ack(), assignment.commitEvery())));
        }
        return consumer;
    }

    @Override
    public void run() throws Exception {
        line.report(Report.Ready.ofThisProcess());
        long startNanos = awaitStart();
        Pulse pulse = new Pulse(line, assignment.window(), startNanos, this::progress);
        if (awaitTurn(pulse, startNanos + assignment.delayNanos())) {
            start(startNanos);
            awaitStop(pulse);
        }
        for (ReceivingThread thread : threads) {
            thread.stop(STOPPING);
        }
        throwBroken();
        latencies.close();
        line.report(pulse.finished(0, 0, 0, received(), latencies.invalidSamples()));
    }

    @Override
    public void close() throws IOException, TransportException {
        for (ReceivingThread thread : threads) {
            try {
                thread.stop(CLOSING);
            } catch (TransportException e) {
                // Its recordings stay open; they are mapped files, and safe.
                System.err.println(e.getMessage());
            }
        }
        latencies.close();
        transport.close();
    }

    private long awaitStart() throws InputEnded, InterruptedException {
        while (true) {
            switch (line.next()) {
                case Command.Start(long startNanos) -> {
                    return startNanos;
                }
                case Command.Join(long startNanos, long fromNanos) -> {
                    return startNanos;
                }
                case Command.ChangeWork(var work) -> workshop.change(work);
                case Command.Stop() -> throw new IllegalStateException("told to stop before the start");
                case Command.ChangeLoad other -> throw notForConsumers(other);
                case Command.ChangeSize other -> throw notForConsumers(other);
                case Command.Disturb other -> throw notForConsumers(other);
                case Command.ReadClock other -> throw notForConsumers(other);
                case Command.CorrectClock other -> throw notForConsumers(other);
            }
        }
    }

    private void start(long startNanos) throws IOException, TransportException {
        for (int i = 0; i < receivers.size(); i++) {
            ConsumerAssignment.Receiving receiving = assignment.threads().get(i);
            Receipts receipts = new Receipts(assignment, receiving, startNanos, workshop, latencies, this::breakOff);
            threads.add(new ReceivingThread(receiving.consumer(), receivers.get(i), receipts));
        }
        for (ReceivingThread thread : threads) {
            thread.start();
        }
    }

    /** Whether this process's turn to receive came before it was told to stop. */
    private boolean awaitTurn(Pulse pulse, long turnNanos) throws InputEnded, InterruptedException {
        while (assignment.delayNanos() > 0 && turnNanos - LabClock.nanoTime() > 0) {
            if (pulse.next(turnNanos).filter(this::stops).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private void awaitStop(Pulse pulse) throws InputEnded, InterruptedException, TransportException {
        while (true) {
            Optional<Command> command = pulse.next();
            throwBroken();
            if (command.filter(this::stops).isPresent()) {
                return;
            }
        }
    }

    /** Does what a command says while messages flow; true for the one that says stop. */
    private boolean stops(Command command) {
        return switch (command) {
            case Command.Stop() -> true;
            case Command.ChangeWork(var work) -> {
                workshop.change(work);
                yield false;
            }
            case Command.Start ignored -> throw new IllegalStateException("told to start twice");
            case Command.Join ignored -> throw new IllegalStateException("told to start twice");
            case Command.ChangeLoad other -> throw notForConsumers(other);
            case Command.ChangeSize other -> throw notForConsumers(other);
            case Command.Disturb other -> throw notForConsumers(other);
            case Command.ReadClock other -> throw notForConsumers(other);
            case Command.CorrectClock other -> throw notForConsumers(other);
        };
    }

    private static IllegalStateException notForConsumers(Command command) {
        return new IllegalStateException("a consumer does not take " + command);
    }

    /** Called on the transport's threads. The first cause is the one that is reported. */
    private void breakOff(Throwable cause) {
        broken.compareAndSet(null, cause);
        line.wake();
    }

    private void throwBroken() throws TransportException {
        Throwable cause = broken.get();
        if (cause != null) {
            throw new TransportException("receiving broke off: " + cause.getMessage(), cause);
        }
    }

    private Report.Progress progress(long atNanos) {
        Map<Measure, Histogram> second = latencies.flush();
        Histogram dueToReceive = second.getOrDefault(Measure.DUE_TO_RECEIVE, new Histogram(3));
        return new Report.Progress(
                atNanos,
                0,
                0,
                0,
                received(),
                dueToReceive.getValueAtPercentile(50),
                dueToReceive.getValueAtPercentile(99),
                dueToReceive.getMaxValue(),
                0,
                HistogramText.of(dueToReceive));
    }

    private long received() {
        return threads.stream().mapToLong(ReceivingThread::received).sum();
    }
}
