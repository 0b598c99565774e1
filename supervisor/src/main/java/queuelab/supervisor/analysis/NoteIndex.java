package queuelab.supervisor.analysis;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import queuelab.exchange.recording.Note;
import queuelab.exchange.recording.NoteKind;

/** The notes of all workers of a trial, counted per subscription and kind, with the ids that judging asks for. */
final class NoteIndex {
    /** The attempt in the stamp of a message that its producer sent for the first time. */
    static final int FIRST_ATTEMPT = 1;

    private final Map<Subscription, Map<NoteKind, Long>> counts = new HashMap<>();
    private final Map<Key, SequenceSet.Noted> sets = new HashMap<>();
    private final Map<NoteKind, Examples> examples = new EnumMap<>(NoteKind.class);

    /** What the ids of a set have in common. */
    enum Mark {
        DUPLICATE,
        SECOND_ATTEMPT,
        REDELIVERED,
        FAILED
    }

    private record Key(Subscription at, int producer, Mark mark) {}

    NoteIndex() {
        examples.put(NoteKind.CORRUPT, new Examples("corrupt"));
        examples.put(NoteKind.OUT_OF_ORDER, new Examples("outOfOrder"));
        examples.put(NoteKind.UNEXPECTED, new Examples("unexpected"));
    }

    void add(Subscription at, Note note) {
        counts.computeIfAbsent(at, _ -> new EnumMap<>(NoteKind.class)).merge(note.kind(), 1L, Long::sum);
        switch (note.kind()) {
            case DUPLICATE -> {
                mark(at, note, Mark.DUPLICATE);
                markSecondAttempt(at, note);
            }
            case REDELIVERED -> {
                mark(at, note, Mark.REDELIVERED);
                markSecondAttempt(at, note);
            }
            case FAILED -> mark(at, note, Mark.FAILED);
            case CORRUPT, OUT_OF_ORDER, UNEXPECTED -> examples(note.kind()).add(at, note.producer(), note.sequence());
            case INVALID_SAMPLE, REJECTED, SILENCE -> {
                // Counted above; who they were does not matter to the verdict.
            }
        }
    }

    private void markSecondAttempt(Subscription at, Note note) {
        if (note.value() > FIRST_ATTEMPT) {
            mark(at, note, Mark.SECOND_ATTEMPT);
        }
    }

    private void mark(Subscription at, Note note, Mark mark) {
        if (note.sequence() >= 0) {
            sets.computeIfAbsent(new Key(at, note.producer(), mark), _ -> new SequenceSet.Noted())
                    .add(note.sequence());
        }
    }

    long count(Subscription at, NoteKind kind) {
        return counts.getOrDefault(at, Map.of()).getOrDefault(kind, 0L);
    }

    long count(NoteKind kind) {
        return counts.values().stream()
                .mapToLong(ofOne -> ofOne.getOrDefault(kind, 0L))
                .sum();
    }

    SequenceSet marked(Subscription at, int producer, Mark mark) {
        SequenceSet marked = sets.get(new Key(at, producer, mark));
        return marked == null ? SequenceSet.EMPTY : marked;
    }

    /** Examples of one of the kinds whose messages are named: corrupt, out of order, unexpected. */
    Examples examples(NoteKind kind) {
        Examples ofKind = examples.get(kind);
        if (ofKind == null) {
            throw new IllegalArgumentException("no examples are kept of " + kind);
        }
        return ofKind;
    }
}
