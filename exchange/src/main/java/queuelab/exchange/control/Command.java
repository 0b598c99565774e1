package queuelab.exchange.control;

import java.util.Map;
import queuelab.exchange.json.Kinds;

/** A control frame from the supervisor to a child, after its assignment. */
public sealed interface Command {
    /** What each is called in JSON. */
    Kinds<Command> KINDS = new Kinds<>(
            Command.class,
            "type",
            Map.of(
                    "read-clock", ReadClock.class,
                    "correct-clock", CorrectClock.class,
                    "start", Start.class,
                    "join", Join.class,
                    "change-load", ChangeLoad.class,
                    "change-work", ChangeWork.class,
                    "change-size", ChangeSize.class,
                    "disturb", Disturb.class,
                    "stop", Stop.class));

    /** Asks for a {@link Report.ClockReading} with the same number. */
    record ReadClock(int probe) implements Command {}

    /** This process's clock, of another host, is so far ahead of the supervisor's: take that off every time from now on. */
    record CorrectClock(long aheadNanos) implements Command {}

    /** Begin at this {@link System#nanoTime()}, which all processes of a host share. */
    record Start(long startNanos) implements Command {}

    /**
     * Join a trial that is under way, instead of starting with it.
     *
     * @param startNanos when the trial started; its window counts from here
     * @param fromNanos when to begin: nothing that was due before is made up for
     */
    record Join(long startNanos, long fromNanos) implements Command {}

    /** Producers: offer this load, as the whole trial's, from now on. */
    record ChangeLoad(Load load) implements Command {}

    /** Consumers: do this work for each message from now on. */
    record ChangeWork(Work work) implements Command {}

    /** Producers: send bodies of this length from now on, stamp included. */
    record ChangeSize(int sizeBytes) implements Command {}

    /**
     * A proxy: disturb what passes from now on, in this way and no other.
     *
     * @param cut whether every connection breaks, and none can be made
     * @param delayNanos how much later each byte arrives
     * @param bytesPerSecond how many bytes pass, each way on each connection; 0 for as many as come
     */
    record Disturb(boolean cut, long delayNanos, long bytesPerSecond) implements Command {}

    /**
     * Finish what is in hand, report {@link Report.Finished} and exit. Sent to consumers once the drain is proven, or when they are to leave
     * a trial that goes on; to producers when the trial is to end early.
     */
    record Stop() implements Command {}
}
