package queuelab.benchmarks.own;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import queuelab.broker.BrokerException;
import queuelab.broker.QueueKeeper;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.Report;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.control.Work;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.QueueSpec;
import queuelab.supervisor.host.ChildEvent;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.host.LocalHost;

/**
 * A broker with one queue, and consumers of it that are started the way a trial starts them and get as far as being ready. Their stdin
 * ends with this process, and so do they. Owned by one thread.
 */
final class Workers implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long BROKER_HEAP_BYTES = 512L << 20;
    private static final long CONSUMER_HEAP_BYTES = 99L << 20;
    private static final TrialWindow WINDOW = new TrialWindow(0, 1_000_000_000, 1_000_000_000);
    private static final String USER = "lab";
    private static final QueueSpec.Queue QUEUE = new QueueSpec.Queue("lab.bench", List.of("lab.bench"));

    private final Path folder;
    private final String password = UUID.randomUUID().toString();
    private final BlockingQueue<ChildEvent> events = new LinkedBlockingQueue<>();
    private final List<ChildProcess> children = new ArrayList<>();
    private final QueueSpec queues;
    private final QueueKeeper keeper;

    private Workers(Path folder, LocalHost host, Distribution distribution) throws IOException, InterruptedException {
        this.folder = folder;
        try {
            start(host, broker(distribution));
            String url = switch (awaitReady().report()) {
                case Report.BrokerReady broker -> broker.url();
                case Report other -> throw new IOException("the broker said " + other);
            };
            keeper = QueueKeeper.connect(url, USER, password);
            keeper.create(List.of(QUEUE), false);
            queues = new QueueSpec(url, USER, password, Protocol.CORE, List.of(QUEUE), false, 1 << 20, 1024, Map.of());
        } catch (HostException | BrokerException e) {
            endAll();
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Starts the broker. */
    static Workers open(Bench bench) throws IOException, InterruptedException {
        var distribution = new Distribution();
        return new Workers(
                Files.createTempDirectory(bench.workspace(), "workers-"), new LocalHost(distribution), distribution);
    }

    /** A consumer process, as a trial would have it. */
    ChildSpec consumer(int index) {
        Path recordings = folder.resolve("consumer-" + index);
        var assignment = new ConsumerAssignment(
                recordings.toString(),
                index,
                queues,
                List.of(new ConsumerAssignment.Receiving(index - 1, 0, 0)),
                4096,
                AckMode.AUTO,
                1,
                Work.NONE,
                ConsumerAssignment.Lock.NONE,
                0,
                0,
                0,
                1,
                WINDOW);
        return new ChildSpec(ChildSpec.Role.CONSUMER, index, recordings, CONSUMER_HEAP_BYTES, assignment);
    }

    /** Starts consumers, all at once, and waits until each is ready. */
    List<ChildProcess> startAll(LocalHost host, int first, int count) throws IOException, InterruptedException {
        List<ChildProcess> started = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                started.add(start(host, consumer(first + i)));
            }
        } catch (HostException e) {
            throw new IOException(e.getMessage(), e);
        }
        for (int i = 0; i < count; i++) {
            awaitReady();
        }
        return started;
    }

    /** Ends these, all at once. */
    void end(List<ChildProcess> ended) {
        ended.forEach(ChildProcess::endInput);
        ended.forEach(child -> child.reap(GRACE));
        children.removeAll(ended);
    }

    @Override
    public void close() {
        keeper.close();
        endAll();
    }

    private void endAll() {
        children.reversed().forEach(child -> child.reap(GRACE));
        children.clear();
    }

    private ChildSpec broker(Distribution distribution) {
        var assignment = new BrokerAssignment(
                folder.resolve("broker").toString(),
                distribution.profiles().resolve("default").toString(),
                Map.of(),
                folder.resolve("storage").toString(),
                "127.0.0.1",
                0,
                USER,
                password,
                WINDOW,
                false);
        return new ChildSpec(ChildSpec.Role.BROKER, 1, folder.resolve("broker"), BROKER_HEAP_BYTES, assignment);
    }

    private ChildProcess start(LocalHost host, ChildSpec spec) throws HostException {
        ChildProcess child = host.start(spec, events::add);
        children.add(child);
        return child;
    }

    /** Waits for the next child that is ready. What is heard of those that were ended is no news. */
    private ChildEvent.Reported awaitReady() throws IOException, InterruptedException {
        ChildEvent event;
        do {
            event = events.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } while (event != null && !children.contains(event.child()));
        if (event instanceof ChildEvent.Reported reported
                && (reported.report() instanceof Report.Ready || reported.report() instanceof Report.BrokerReady)) {
            return reported;
        }
        throw new IOException("a child was not ready within " + DEADLINE.toSeconds() + " s: " + event
                + (event == null ? "" : "\n" + String.join("\n", event.child().lastLogLines())));
    }
}
