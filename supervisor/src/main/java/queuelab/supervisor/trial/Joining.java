package queuelab.supervisor.trial;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import queuelab.exchange.control.Command;

/** Lets processes into a trial under way, and out of it: the same checks as at the start of one. Owned by the trial's thread. */
final class Joining {
    private static final Duration READY_DEADLINE = Duration.ofSeconds(60);
    private static final Duration LEAVE_DEADLINE = Duration.ofSeconds(10);
    private static final Duration GONE_DEADLINE = Duration.ofSeconds(2);

    private final Crew crew;
    private final FollowUps followUps;
    private final LongSupplier startNanos;
    private final Consumer<Worker> joined;

    /**
     * For one trial.
     *
     * @param startNanos the trial's common start
     * @param joined told of each worker that begins to take part
     */
    Joining(Crew crew, FollowUps followUps, LongSupplier startNanos, Consumer<Worker> joined) {
        this.crew = crew;
        this.followUps = followUps;
        this.startNanos = startNanos;
        this.joined = joined;
    }

    /** What becomes of a process that is to join. */
    interface Outcome {
        void ready(Worker worker) throws TrialInterrupted;

        void failed(Worker worker, String why);
    }

    /** Once the process is ready, hands it over. */
    void whenReady(Worker worker, Outcome outcome) {
        followUps.once(
                () -> worker.isReady() || worker.isGone() || worker.hasFailed(),
                READY_DEADLINE,
                () -> {
                    if (worker.isReady() && !worker.isGone() && !worker.hasFailed()) {
                        outcome.ready(worker);
                    } else {
                        String why = worker.hasFailed() ? worker.failure() : "it ended";
                        outcome.failed(worker, worker.name() + " could not start: " + why);
                    }
                },
                () -> {
                    worker.kill();
                    outcome.failed(
                            worker, worker.name() + " was not ready within " + READY_DEADLINE.toSeconds() + " s");
                });
    }

    /** Compares a ready worker's clock and gives it its start: what is due from now on. */
    void letIn(Worker worker) throws TrialInterrupted {
        crew.readClock(worker);
        joined.accept(worker);
        worker.child().send(new Command.Join(startNanos.getAsLong(), System.nanoTime()));
    }

    /** Tells a process to finish what it has in hand and to leave, and says when it is gone; killed where it does not go. */
    void letOut(Worker worker, Runnable gone) {
        worker.expectExit();
        worker.child().send(new Command.Stop());
        followUps.once(worker::isGone, LEAVE_DEADLINE, gone::run, () -> {
            worker.failed("did not leave within " + LEAVE_DEADLINE.toSeconds() + " s and was killed");
            worker.child().kill();
            followUps.once(worker::isGone, GONE_DEADLINE, gone::run, gone::run);
        });
    }
}
