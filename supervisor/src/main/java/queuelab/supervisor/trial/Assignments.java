package queuelab.supervisor.trial;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.transport.TransportSpec;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.scenario.Settings;

/** Turns a trial's settings into one child specification per worker. Producers and consumers are dealt out over the queues in turn. */
final class Assignments {
    private static final long MEBIBYTE = 1 << 20;
    /** What a worker needs besides its messages: code, connections, histograms. */
    private static final long BASE_HEAP_BYTES = 96 * MEBIBYTE;
    /** A message in flight exists as our body, the client's packet and its resend copy. */
    private static final long COPIES_IN_FLIGHT = 3;

    private final PlannedTrial trial;
    private final Settings settings;
    private final Path folder;
    private final TransportSpec transport;

    Assignments(PlannedTrial trial, Path folder, TransportSpec transport) {
        this.trial = trial;
        this.settings = trial.point().settings();
        this.folder = folder;
        this.transport = transport;
    }

    List<ChildSpec> producers() {
        return IntStream.rangeClosed(1, settings.producer().processes())
                .mapToObj(this::producer)
                .toList();
    }

    List<ChildSpec> consumers() {
        return IntStream.rangeClosed(1, settings.consumer().processes())
                .mapToObj(this::consumer)
                .toList();
    }

    static TrialWindow window(Settings settings) {
        return new TrialWindow(
                settings.warmup().toNanos(),
                settings.measure().toNanos(),
                settings.drain().toNanos());
    }

    private ChildSpec producer(int worker) {
        var producer = settings.producer();
        Path recordings = folder.resolve(Role.PRODUCER.word() + "-" + worker);
        var threads = ids(worker, producer.threads())
                .mapToObj(id ->
                        new ProducerAssignment.Sending(id, id % settings.queue().count()))
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
        return new ChildSpec(Role.PRODUCER, worker, recordings, heap(inFlightBytes), assignment);
    }

    private ChildSpec consumer(int worker) {
        var consumer = settings.consumer();
        int queues = settings.queue().count();
        int subscriptions = queues * settings.queue().copies();
        Path recordings = folder.resolve(Role.CONSUMER.word() + "-" + worker);
        var threads = ids(worker, consumer.threads())
                .mapToObj(id ->
                        new ConsumerAssignment.Receiving(id, id % subscriptions % queues, id % subscriptions / queues))
                .toList();
        var assignment = new ConsumerAssignment(
                recordings.toString(),
                worker,
                transport,
                threads,
                totalProducers(),
                consumer.ack(),
                consumer.commitEvery(),
                consumer.work(),
                consumer.lock(),
                consumer.failShare(),
                consumer.rollbackShare(),
                consumer.stagger().multipliedBy(worker - 1L).toNanos(),
                trial.seed(),
                window(settings));
        long windowBytes = Math.max(consumer.windowBytes(), settings.producer().sizeBytes());
        return new ChildSpec(Role.CONSUMER, worker, recordings, heap(windowBytes * consumer.threads()), assignment);
    }

    private int totalProducers() {
        return settings.producer().processes() * settings.producer().threads();
    }

    private static IntStream ids(int worker, int threads) {
        return IntStream.range((worker - 1) * threads, worker * threads);
    }

    private static long heap(long messageBytes) {
        return BASE_HEAP_BYTES + COPIES_IN_FLIGHT * messageBytes;
    }
}
