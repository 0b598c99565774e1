package queuelab.supervisor.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.trial.TrialStatus.Phase;

/** Warm-up, measuring, and what producers still have to confirm: samples each second, and lets the conductor act meanwhile. */
final class Phases {
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(1);
    /** How long producers may take to report after their own drain deadline. */
    private static final Duration REPORT_GRACE = Duration.ofSeconds(10);

    private final Crew crew;
    private final Conductor conductor;
    private final Sampler sampler;
    private final TrialListener listener;
    private final TrialClock clock;

    Phases(Crew crew, Conductor conductor, Sampler sampler, TrialListener listener, TrialClock clock) {
        this.crew = crew;
        this.conductor = conductor;
        this.sampler = sampler;
        this.listener = listener;
        this.clock = clock;
    }

    /** Until every producer is done, sampling sharply at both ends of the measured window too. */
    void awaitProducers() throws TrialInterrupted, IOException {
        BooleanSupplier allDone = () -> crew.of(Role.PRODUCER).allMatch(Worker::isDone);
        BooleanSupplier diedOut = () -> allDone.getAsBoolean() && !conductor.tookProducersAway();
        crew.pump(() -> false, clock.startNanos());
        sample(clock::measureStartNanos, Phase.WARMUP, diedOut);
        crew.all().forEach(Worker::measureStarts);
        sample(clock::measureEndNanos, Phase.MEASURE, diedOut);
        crew.all().forEach(Worker::measureEnds);
        conductor.putRight();
        sample(
                () -> clock.measureEndNanos() + clock.window().drainNanos() + REPORT_GRACE.toNanos(),
                Phase.DRAIN,
                () -> allDone.getAsBoolean() && !conductor.isBusy());
        crew.of(Role.PRODUCER)
                .filter(producer -> !producer.isDone())
                .forEach(producer -> crew.problem(producer.name() + " did not finish in time"));
    }

    private void sample(LongSupplier endNanos, Phase phase, BooleanSupplier done) throws TrialInterrupted, IOException {
        while (!done.getAsBoolean() && left(endNanos) > 0) {
            long second = System.nanoTime() + SAMPLE_INTERVAL.toNanos();
            while (!done.getAsBoolean() && left(endNanos) > 0 && second - System.nanoTime() > 0) {
                conductor.attend();
                crew.pump(
                        () -> done.getAsBoolean() || conductor.isCalled(),
                        System.nanoTime()
                                + Math.min(
                                        Math.min(second - System.nanoTime(), left(endNanos)), conductor.nextNanos()));
            }
            if (!done.getAsBoolean() && left(endNanos) > 0) {
                listener.status(sampler.sample(phase, remaining()));
            }
        }
        listener.status(sampler.sampleAtEnd(phase, remaining()));
    }

    private long remaining() {
        return Math.max(0, clock.measureEndNanos() - System.nanoTime());
    }

    private static long left(LongSupplier endNanos) {
        return endNanos.getAsLong() - System.nanoTime();
    }
}
