package queuelab.supervisor.trial;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.transport.PipeSpec;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.RpcQueueSpec;
import queuelab.exchange.transport.RpcSpec;
import queuelab.exchange.transport.SharedMemorySpec;
import queuelab.exchange.transport.TcpSpec;
import queuelab.exchange.transport.ThreadSpec;
import queuelab.exchange.transport.TransportSpec;
import queuelab.exchange.transport.UnixSpec;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Compilation;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.scenario.Settings;

/**
 * Turns a trial's settings into one child specification per worker. Producers and consumers are dealt out over the queues in turn, by
 * their places: a process that replaces another takes its place, under a number of its own.
 */
final class Assignments {
    private static final long MEBIBYTE = 1 << 20;
    /** What a worker needs besides its messages: code, connections, histograms. */
    private static final long BASE_HEAP_BYTES = 96 * MEBIBYTE;
    /** A message in flight exists as our body, the client's packet and its resend copy. */
    private static final long COPIES_IN_FLIGHT = 3;
    /** Of the base, what messages that grew since the process started may take. */
    private static final long SPARE_BYTES = 48 * MEBIBYTE;
    /** Room for this many producer ids; a consumer keeps a reference for each. */
    private static final int LEAST_PRODUCER_IDS = 4096;

    private final PlannedTrial trial;
    private final Path folder;
    private final TransportSpec transport;
    private final Compilation compilation;

    Assignments(PlannedTrial trial, Path folder, TransportSpec transport, Compilation compilation) {
        this.trial = trial;
        this.folder = folder;
        this.transport = transport;
        this.compilation = compilation;
    }

    List<ChildSpec> producers() {
        Settings settings = trial.point().settings();
        return IntStream.rangeClosed(1, settings.producer().processes())
                .mapToObj(worker -> producer(worker, worker, 0, settings))
                .toList();
    }

    List<ChildSpec> consumers() {
        Settings settings = trial.point().settings();
        return IntStream.rangeClosed(1, settings.consumer().processes())
                .mapToObj(worker -> consumer(worker, worker, settings))
                .toList();
    }

    /** Whether the one producer and the one consumer are threads of one process. */
    boolean inOneProcess() {
        return trial.point().settings().transport() == Settings.TransportKind.THREAD;
    }

    static TrialWindow window(Settings settings) {
        return new TrialWindow(
                settings.warmup().toNanos(),
                settings.measure().toNanos(),
                settings.drain().toNanos());
    }

    /**
     * A producer process.
     *
     * @param worker its number among the producers, from 1
     * @param place whose share of the schedule it sends, and to whose queues, from 1
     * @param replacement how many producers were replaced in the trial so far, this one included; 0 for a planned one
     * @param settings those in effect now
     */
    ChildSpec producer(int worker, int place, int replacement, Settings settings) {
        var producer = settings.producer();
        Path recordings = folder.resolve(Role.PRODUCER.word() + "-" + worker);
        int firstId = replacement * totalProducers();
        var threads = ids(place, producer.threads())
                .mapToObj(share -> new ProducerAssignment.Sending(
                        firstId + share, share % settings.queue().count()))
                .toList();
        var assignment = new ProducerAssignment(
                recordings.toString(),
                worker,
                transport,
                threads,
                totalProducers(),
                producer.load(),
                producer.arrivals(),
                trial.seed(),
                producer.sizeBytes(),
                producer.send(),
                producer.inFlight(),
                producer.commitEvery(),
                producer.duplicateDetection(),
                window(settings));
        long inFlightBytes = (long) producer.inFlight() * producer.sizeBytes() * producer.threads();
        return new ChildSpec(Role.PRODUCER, worker, recordings, heap(inFlightBytes), compilation, assignment);
    }

    /**
     * A consumer process.
     *
     * @param worker its number among the consumers, from 1
     * @param place whose subscriptions it receives from, from 1
     * @param settings those in effect now
     */
    ChildSpec consumer(int worker, int place, Settings settings) {
        var consumer = settings.consumer();
        int queues = settings.queue().count();
        int subscriptions = queues * settings.queue().copies();
        Path recordings = folder.resolve(Role.CONSUMER.word() + "-" + worker);
        int firstId = (worker - place) * consumer.threads();
        var threads = ids(place, consumer.threads())
                .mapToObj(share -> new ConsumerAssignment.Receiving(
                        firstId + share, share % subscriptions % queues, share % subscriptions / queues))
                .toList();
        var assignment = new ConsumerAssignment(
                recordings.toString(),
                worker,
                withWindow(consumer.windowBytes()),
                threads,
                producerIds(),
                consumer.ack(),
                consumer.commitEvery(),
                consumer.work(),
                consumer.lock(),
                consumer.failShare(),
                consumer.rollbackShare(),
                consumer.delay()
                        .plus(consumer.stagger().multipliedBy(worker - 1L))
                        .toNanos(),
                trial.seed(),
                window(settings));
        long windowBytes = Math.max(consumer.windowBytes(), settings.producer().sizeBytes());
        long heapBytes = heap(windowBytes * consumer.threads());
        return new ChildSpec(Role.CONSUMER, worker, recordings, heapBytes, compilation, assignment);
    }

    /** How many producers may be replaced in one trial: each replacement needs ids that no other had. */
    int mostReplacements() {
        return producerIds() / totalProducers() - 1;
    }

    /** The longest body that producers started with these settings have memory for. */
    static long mostSizeBytes(Settings started) {
        var producer = started.producer();
        long inFlight = (long) producer.inFlight() * producer.threads();
        return producer.sizeBytes() + SPARE_BYTES / (COPIES_IN_FLIGHT * inFlight);
    }

    private TransportSpec withWindow(int windowBytes) {
        return switch (transport) {
            case QueueSpec queue -> queue.withWindow(windowBytes);
            case RpcQueueSpec requests -> new RpcQueueSpec(requests.queues().withWindow(windowBytes));
            case PipeSpec pipe -> pipe;
            case TcpSpec tcp -> tcp;
            case UnixSpec unix -> unix;
            case RpcSpec rpc -> rpc;
            case SharedMemorySpec memory -> memory;
            case ThreadSpec thread -> thread;
        };
    }

    private int producerIds() {
        return Math.max(LEAST_PRODUCER_IDS, 2 * totalProducers());
    }

    private int totalProducers() {
        var producer = trial.point().settings().producer();
        return producer.processes() * producer.threads();
    }

    private static IntStream ids(int place, int threads) {
        return IntStream.range((place - 1) * threads, place * threads);
    }

    private static long heap(long messageBytes) {
        return BASE_HEAP_BYTES + COPIES_IN_FLIGHT * messageBytes;
    }
}
