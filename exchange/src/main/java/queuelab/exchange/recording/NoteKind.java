package queuelab.exchange.recording;

/** What a ledger's note says of one message. The value's meaning is given for each. */
public enum NoteKind {
    /** The same thread received this id before; value: the attempt in its stamp. */
    DUPLICATE(1),
    /** The transport said it handed this message out before; value: the attempt in its stamp. */
    REDELIVERED(2),
    /** Arrived after a higher sequence of the same producer; value: that sequence. Redeliveries are not noted. */
    OUT_OF_ORDER(3),
    /** The stamp or the payload does not match its checksum; value: the body's length in bytes. */
    CORRUPT(4),
    /** No producer of this trial has that id; value: the producer id read. */
    UNEXPECTED(5),
    /** A latency was negative or over an hour; value: that latency in nanoseconds. */
    INVALID_SAMPLE(6),
    /** Handling failed on purpose; value: 0 thrown, 1 rolled back. */
    FAILED(7),
    /** The send was provably not taken; value unused. */
    REJECTED(8),
    /** Nothing had arrived for a while when this message did, or, with producer −1, when the thread was stopped; value: for how long, in nanoseconds. */
    SILENCE(9);

    private final int number;

    NoteKind(int number) {
        this.number = number;
    }

    /** What stands for it in a note file, from 1; never changes. */
    int number() {
        return number;
    }
}
