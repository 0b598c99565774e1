package queuelab.supervisor.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What happened lately in both lanes. Safe for use by several threads. */
final class Marks {
    /** Ten minutes of somebody who turns a knob every second. */
    private static final int MOST = 600;

    private static final long SAME_MILLIS = 2000;

    private final Deque<Mark> marks = new ArrayDeque<>();
    private long last;

    synchronized void add(LaneKind lane, Mark.Kind kind, String words) {
        long now = System.currentTimeMillis();
        boolean again = marks.reversed().stream()
                .filter(mark -> mark.lane() == lane)
                .findFirst()
                .filter(mark -> mark.words().equals(words) && now - mark.atMillis() < SAME_MILLIS)
                .isPresent();
        if (again) {
            return; // Several asked for the same, and each was answered.
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

    synchronized long last() {
        return last;
    }
}
