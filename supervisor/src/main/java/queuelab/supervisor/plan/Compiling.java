package queuelab.supervisor.plan;

import java.time.Duration;
import java.util.List;
import queuelab.exchange.control.Load;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.SendMode;
import queuelab.supervisor.scenario.Happenings;
import queuelab.supervisor.scenario.Settings;
import queuelab.supervisor.scenario.Settings.TransportKind;

/**
 * Whether the JVMs of producers and consumers compile with C2 too, which makes them faster, and takes CPU time until it is done. It is the
 * same for all points of a plan, because they are compared with each other. What was measured is in the RATIONALE.md of {@code host}.
 */
final class Compiling {
    /**
     * CPU time that C2 takes in a worker whose code was trained, rounded up: 2.4 s in a consumer and 3.0 s in a producer. A JVM
     * may have several threads for it, and hardly keeps more than one busy.
     */
    private static final Duration OF_A_WORKER = Duration.ofSeconds(3);

    /** Of all cores, what is left for it while messages flow. */
    private static final double SHARE_OF_CORES = 0.4;

    /** Messages a second through each worker from which C2 pays: with 300 and 500 the median was shorter, but p99 longer; with 2,000 it was not. */
    private static final double LEAST_RATE = 2_000;

    private Compiling() {}

    /** Whether C2 has done its work in every point before that is measured. */
    static boolean withC2(List<Point> points, int cores) {
        return points.stream()
                .allMatch(
                        point -> isTrained(point) && isBusy(point.settings()) && fitsInWarmUp(point.settings(), cores));
    }

    /** Other code than that of the training would be compiled for tens of seconds; so would that of a worker started meanwhile. */
    private static boolean isTrained(Point point) {
        Settings settings = point.settings();
        return settings.transport() == TransportKind.QUEUE
                && settings.protocol() == Protocol.CORE
                && settings.producer().send() == SendMode.ASYNC
                && settings.producer().commitEvery() == 0
                && settings.consumer().ack() == AckMode.AUTO
                && settings.consumer().failShare() == 0
                && point.happenings().equals(Happenings.NONE);
    }

    private static boolean isBusy(Settings settings) {
        int most = Math.max(settings.producer().processes(), settings.consumer().processes());
        Load load = settings.producer().load();
        return load.saturates() || load.perSecond() / most >= LEAST_RATE;
    }

    private static boolean fitsInWarmUp(Settings settings, int cores) {
        int workers = settings.producer().processes() + settings.consumer().processes();
        double each = Math.max(1, workers / (cores * SHARE_OF_CORES));
        var consumer = settings.consumer();
        Duration beforeTheLastReceives =
                consumer.delay().plus(consumer.stagger().multipliedBy(consumer.processes() - 1L));
        return settings.warmup().minus(beforeTheLastReceives).toNanos() >= OF_A_WORKER.toNanos() * each;
    }
}
