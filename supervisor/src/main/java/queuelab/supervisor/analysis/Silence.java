package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecord.Event;

/**
 * When no consumer received anything: what each receiving thread noted of its own silences, and the times before it joined and after it was
 * gone, put together. Times are {@link System#nanoTime()} less the trial's start.
 */
final class Silence {
    /** Consumers note no shorter ones. */
    static final long SHORTEST_NANOS = 100_000_000;

    private static final long FOREVER = Long.MAX_VALUE / 2;

    private final List<Span> spans;

    /** From one moment to another. */
    record Span(long fromNanos, long toNanos) {
        long lengthNanos() {
            return toNanos - fromNanos;
        }
    }

    private Silence(List<Span> spans) {
        this.spans = spans;
    }

    static Silence of(TrialRecordings recordings) {
        TrialRecord trial = recordings.trial();
        List<Span> common = List.of(new Span(0, FOREVER));
        for (WorkerRecordings worker : recordings.workers()) {
            if (worker.consumer()) {
                Span life = life(trial, worker.child().folder());
                for (List<Span> ofThread :
                        worker.silences(trial.startNanos(), trial.window().measureEnd(trial.startNanos()))) {
                    common = intersect(common, around(life, ofThread));
                }
            }
        }
        return new Silence(common);
    }

    /** The longest that lies in or reaches into the time between two moments; 0 where none does. */
    long longestNanos(long fromNanos, long toNanos) {
        return spans.stream()
                .filter(span -> span.toNanos < FOREVER && span.toNanos > fromNanos && span.fromNanos < toNanos)
                .mapToLong(span -> span.toNanos - Math.max(span.fromNanos, fromNanos))
                .max()
                .orElse(0);
    }

    private static Span life(TrialRecord trial, String name) {
        long from = 0;
        long to = FOREVER;
        for (Event event : trial.events()) {
            if (event.subject().equals(name)) {
                long at = event.atNanos() - trial.startNanos();
                switch (event.value()) {
                    case "joined", "ready" -> from = at;
                    case "killed", "left", "died" -> to = Math.min(to, at);
                    default -> {}
                }
            }
        }
        return new Span(from, to);
    }

    /** A thread's own silences and the times before and after its life, those that touch made one. */
    private static List<Span> around(Span life, List<Span> silences) {
        List<Span> all = new ArrayList<>();
        Stream.of(Stream.of(new Span(0, life.fromNanos)), silences.stream(), Stream.of(new Span(life.toNanos, FOREVER)))
                .flatMap(spans -> spans)
                .filter(span -> span.lengthNanos() > 0)
                .forEach(span -> {
                    if (!all.isEmpty() && all.getLast().toNanos >= span.fromNanos) {
                        Span before = all.removeLast();
                        all.add(new Span(before.fromNanos, Math.max(before.toNanos, span.toNanos)));
                    } else {
                        all.add(span);
                    }
                });
        return all;
    }

    /** Both in the order of time. */
    private static List<Span> intersect(List<Span> a, List<Span> b) {
        List<Span> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() && j < b.size()) {
            long from = Math.max(a.get(i).fromNanos, b.get(j).fromNanos);
            long to = Math.min(a.get(i).toNanos, b.get(j).toNanos);
            if (to > from) {
                common.add(new Span(from, to));
            }
            if (a.get(i).toNanos < b.get(j).toNanos) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }
}
