package queuelab.benchmarks.peer;

import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What one {@code artemis perf} command measured.
 *
 * @param seconds an entry for each, the warm-up's first
 * @param cpuNanos its CPU time at the end of each
 * @param summary of those after the warm-up
 */
record PeerFigures(List<JsonNode> seconds, List<Long> cpuNanos, JsonNode summary) {
    /** The seconds after its own warm-up, and those messages that this distribution counts. */
    Window window(String distribution) throws IOException {
        return within(distribution, this);
    }

    /**
     * Those of its seconds that lie within another's after both warm-ups.
     *
     * @throws IOException when there are none
     */
    Window within(String distribution, PeerFigures other) throws IOException {
        int begin = Math.max(lastOfWarmup(), firstAt(other.millis(other.lastOfWarmup())));
        int end = begin;
        long messages = 0;
        while (end + 1 < seconds.size() && millis(end + 1) <= other.millis(other.seconds.size() - 1)) {
            end++;
            messages += seconds.get(end).path(distribution).path("count").asLong();
        }
        if (messages == 0) {
            throw new IOException("artemis perf measured nothing: " + seconds);
        }
        return new Window(messages, (millis(end) - millis(begin)) / 1e3, cpuNanos.get(end) - cpuNanos.get(begin));
    }

    private int lastOfWarmup() throws IOException {
        for (int second = seconds.size() - 1; second >= 0; second--) {
            if (seconds.get(second).path("warmup").asBoolean()) {
                return second;
            }
        }
        throw new IOException("artemis perf wrote down no warm-up: " + seconds);
    }

    private int firstAt(long millis) throws IOException {
        for (int second = 0; second < seconds.size(); second++) {
            if (millis(second) >= millis) {
                return second;
            }
        }
        throw new IOException("artemis perf had ended before it was to be measured: " + seconds);
    }

    /** When a second ended. */
    private long millis(int second) {
        return seconds.get(second).path("time").asLong();
    }

    /** A percentile of the seconds after the warm-up, not a number where there was none. */
    double nanos(String distribution, String percentile) {
        JsonNode micros = summary.path(distribution).path(percentile);
        return micros.isMissingNode() ? Double.NaN : micros.asDouble() * 1e3;
    }

    /**
     * A part of the measured time.
     *
     * @param messages in it
     * @param seconds its length
     * @param cpuNanos of the whole process, in it
     */
    record Window(long messages, double seconds, long cpuNanos) {
        double perSecond() {
            return messages / seconds;
        }

        double cpuNanosPerMessage() {
            return (double) cpuNanos / messages;
        }
    }
}
