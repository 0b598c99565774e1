package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecord.Event;

/** The load that a trial offered through its measured window: as planned, and as it was changed meanwhile. */
final class OfferedLoad {
    private static final String SETTING = "producer.load";

    private final TrialRecord trial;
    private final List<Piece> pieces = new ArrayList<>();

    /** One load from a moment on; no rate where it saturates or is not understood. */
    private record Piece(long fromNanos, @Nullable Double perSecond) {}

    OfferedLoad(TrialRecord trial) {
        this.trial = trial;
        var planned = new TrialSettings(trial.settings());
        pieces.add(new Piece(trial.startNanos(), planned.offeredPerSecond()));
        trial.events().stream()
                .filter(event -> event.subject().equals(SETTING))
                .forEach(event -> pieces.add(new Piece(event.atNanos(), TrialSettings.rate(event.value()))));
    }

    /** Messages due per second of the window, on average; absent where any part of it saturates. */
    @Nullable
    Double perSecond() {
        long start = trial.window().measureStart(trial.startNanos());
        long end = trial.window().measureEnd(trial.startNanos());
        double messages = 0;
        for (int i = 0; i < pieces.size(); i++) {
            long from = later(start, pieces.get(i).fromNanos);
            long to = i + 1 < pieces.size() ? earlier(end, pieces.get(i + 1).fromNanos) : end;
            if (to - from > 0) {
                Double rate = pieces.get(i).perSecond;
                if (rate == null) {
                    return null;
                }
                messages += rate * (to - from) / 1e9;
            }
        }
        return end - start <= 0 ? pieces.getFirst().perSecond : Double.valueOf(messages * 1e9 / (end - start));
    }

    /** Whether it was changed while messages flowed. */
    boolean changed() {
        return pieces.size() > 1;
    }

    /** The first change of any setting, in words; empty where none was. */
    static Optional<String> firstChange(TrialRecord trial) {
        return trial.events().stream()
                .filter(event -> trial.settings().containsKey(event.subject()))
                .map(Event::what)
                .findFirst();
    }

    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}
