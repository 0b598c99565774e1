package queuelab.supervisor.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last ten minutes of a lane. Safe for use by several threads. */
final class History {
    static final int SECONDS = 600;

    private final Deque<Reading> readings = new ArrayDeque<>(SECONDS + 1);

    synchronized void add(Reading reading) {
        readings.addLast(reading);
        if (readings.size() > SECONDS) {
            readings.removeFirst();
        }
    }

    synchronized List<Reading> all() {
        return List.copyOf(readings);
    }
}
