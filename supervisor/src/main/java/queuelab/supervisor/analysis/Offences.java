package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import queuelab.exchange.recording.NoteKind;
import queuelab.supervisor.analysis.TrialResult.Offence;

/** The messages of a trial that went astray, by the way they did. */
final class Offences {
    /** Acknowledged and never received; lost as far as the broker does not account for them. */
    final Examples missing = new Examples("lost");

    final Examples duplicated = new Examples("duplicated");
    final Examples unexpected;
    final Examples rejectedButReceived = new Examples("rejectedButReceived");
    final Examples corrupt;
    final Examples outOfOrder;

    Offences(NoteIndex notes) {
        unexpected = notes.examples(NoteKind.UNEXPECTED);
        corrupt = notes.examples(NoteKind.CORRUPT);
        outOfOrder = notes.examples(NoteKind.OUT_OF_ORDER);
    }

    /** Those that there are any of. */
    List<Offence> found(long lost) {
        List<Offence> found = new ArrayList<>();
        if (lost > 0) {
            found.add(missing.offence(lost));
        }
        for (Examples kind : List.of(duplicated, unexpected, rejectedButReceived, corrupt, outOfOrder)) {
            if (kind.any()) {
                found.add(kind.offence());
            }
        }
        return found;
    }
}
