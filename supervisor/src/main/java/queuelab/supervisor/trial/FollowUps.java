package queuelab.supervisor.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What is to be done once something has happened to a process: nobody waits for it, because messages flow meanwhile. Owned by the trial's
 * thread, which looks around after each event it hears.
 */
final class FollowUps {
    private List<FollowUp> open = new ArrayList<>();

    /** What follows. */
    @FunctionalInterface
    interface Step {
        void take() throws TrialInterrupted;
    }

    private record FollowUp(BooleanSupplier happened, long deadlineNanos, Step then, Step tooLate) {
        boolean due() {
            return happened.getAsBoolean() || deadlineNanos - System.nanoTime() <= 0;
        }

        void take() throws TrialInterrupted {
            if (happened.getAsBoolean()) {
                then.take();
            } else {
                tooLate.take();
            }
        }
    }

    /** Does one of the two: the first once it happened, the second when it did not in time. */
    void once(BooleanSupplier happened, Duration deadline, Step then, Step tooLate) {
        open.add(new FollowUp(happened, System.nanoTime() + deadline.toNanos(), then, tooLate));
    }

    /** Does what has become due. */
    void takeDue() throws TrialInterrupted {
        List<FollowUp> due = open.stream().filter(FollowUp::due).toList();
        if (!due.isEmpty()) {
            open = new ArrayList<>(open);
            open.removeAll(due);
            for (FollowUp followUp : due) {
                followUp.take();
            }
        }
    }

    boolean anyDue() {
        return open.stream().anyMatch(FollowUp::due);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }
}
