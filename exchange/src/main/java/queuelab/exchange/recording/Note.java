package queuelab.exchange.recording;

/**
 * A note about one message.
 *
 * @param producer the producer id in its stamp
 * @param sequence the sequence in its stamp
 * @param value what the kind says it means
 * @param atNanos {@link System#nanoTime()}
 */
public record Note(NoteKind kind, int producer, long sequence, long value, long atNanos) {}
