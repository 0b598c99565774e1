package queuelab.supervisor.trial;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The wheel of one trial: any thread asks for actions, the trial's thread does them, in the order asked. Made before the trial and handed to
 * {@link TrialRunner#run}.
 */
public final class Steering {
    static final String OVER = "the trial is over";

    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private volatile Runnable bell = () -> {};
    private volatile boolean over;

    /**
     * Asks for an action.
     *
     * @return completes, on the trial's thread, with what was done, in words, once it is done; or with {@link ActionRefused}
     */
    public CompletableFuture<String> ask(Action action) {
        var outcome = new CompletableFuture<String>();
        asked.add(new Asked(action, outcome));
        if (over) {
            refuseAll();
        }
        bell.run();
        return outcome;
    }

    /** One that was asked for, and who waits for its outcome. */
    record Asked(Action action, CompletableFuture<String> outcome) {
        boolean isAnswered() {
            return outcome.isDone();
        }

        void done(String words) {
            outcome.complete(words);
        }

        void refused(String why) {
            outcome.completeExceptionally(new ActionRefused(why));
        }
    }

    /** Rings at each action asked for; the trial sets it. */
    void onAsk(Runnable ring) {
        bell = ring;
    }

    boolean isEmpty() {
        return asked.isEmpty();
    }

    @Nullable
    Asked next() {
        return asked.poll();
    }

    /** No action is done any more. */
    void close() {
        over = true;
        refuseAll();
    }

    private void refuseAll() {
        for (Asked late = asked.poll(); late != null; late = asked.poll()) {
            late.refused(OVER);
        }
    }
}
