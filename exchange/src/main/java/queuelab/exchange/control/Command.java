package queuelab.exchange.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A control frame from the supervisor to a child, after its assignment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.ReadClock.class, name = "read-clock"),
    @JsonSubTypes.Type(value = Command.CorrectClock.class, name = "correct-clock"),
    @JsonSubTypes.Type(value = Command.Start.class, name = "start"),
    @JsonSubTypes.Type(value = Command.Join.class, name = "join"),
    @JsonSubTypes.Type(value = Command.ChangeLoad.class, name = "change-load"),
    @JsonSubTypes.Type(value = Command.ChangeWork.class, name = "change-work"),
    @JsonSubTypes.Type(value = Command.ChangeSize.class, name = "change-size"),
    @JsonSubTypes.Type(value = Command.Disturb.class, name = "disturb"),
    @JsonSubTypes.Type(value = Command.Stop.class, name = "stop")
})
public sealed interface Command {
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
