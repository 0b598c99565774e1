package queuelab.supervisor.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/** What happened lately in both lanes. Safe for use by several threads. */
final class Marks {
    /** Ten minutes of somebody who turns a knob every second. */
    private static final int MOST = 600;

    /** Within this time the same words are one answer to several who asked. */
    private static final long SAME_MILLIS = 2000;

    private final LongSupplier clockMillis;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private long last;

    Marks() {
        this(System::currentTimeMillis);
    }

    Marks(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    synchronized void add(LaneKind lane, Mark.Kind kind, String words) {
        long now = clockMillis.getAsLong();
        boolean again = marks.reversed().stream()
                .filter(mark -> mark.lane() == lane)
                .findFirst()
                .filter(mark -> mark.words().equals(words) && now - mark.atMillis() < SAME_MILLIS)
                .isPresent();
        if (again) {
            return;
        }
        marks.addLast(new Mark(++last, now, lane, kind, words));
        if (marks.size() > MOST) {
            marks.removeFirst();
        }
    }

    /** Those after a number, in order. */
    synchronized List<Mark> after(long number) {
        return marks.stream().filter(mark -> mark.number() > number).toList();
    }
}
