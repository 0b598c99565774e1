package queuelab.supervisor.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.TrialRecord.Event;

/**
 * One fault of a trial, from its begin to what mended it.
 *
 * @param end absent where nothing mended it
 */
record FaultSpan(Event begin, @Nullable Event end) {
    /** What a fault begins with, and what it ends with. */
    private static final Map<String, Set<String>> ENDS = Map.of(
            "killed", Set.of("ready"),
            "stopping", Set.of("ready"),
            "paused", Set.of("resumed"),
            "full", Set.of("free"),
            "cut", Set.of("healed"),
            "delayed", Set.of("healed"),
            "slow", Set.of("healed"));

    /** All of a trial, in order. */
    static List<FaultSpan> of(Disturbances disturbances) {
        List<Event> events = disturbances.faults();
        return events.stream()
                .filter(event -> ENDS.containsKey(event.value()))
                .map(begin -> new FaultSpan(begin, end(begin, events)))
                .toList();
    }

    /** The first that mends it: of the same network, disk or paused process, or of one that took the place of another. */
    private static @Nullable Event end(Event begin, List<Event> events) {
        Set<String> ends = ENDS.getOrDefault(begin.value(), Set.of());
        String role = begin.subject().replaceFirst("-[0-9]+$", "");
        return events.stream()
                .filter(event -> event.atNanos() - begin.atNanos() > 0 && ends.contains(event.value()))
                .filter(event -> event.value().equals("ready")
                        ? event.subject().startsWith(role)
                        : event.subject().equals(begin.subject()))
                .findFirst()
                .orElse(null);
    }

    /** From its begin until it was mended. */
    OptionalLong mendedNanos() {
        return end == null ? OptionalLong.empty() : OptionalLong.of(end.atNanos() - begin.atNanos());
    }

    /** What was measured when it was mended. */
    Optional<Long> figure(String name) {
        return end == null
                ? Optional.empty()
                : Optional.ofNullable(end.figures().get(name));
    }

    /** How many messages this producer had sent when it was mended, or where nothing mended it, when it began; unknown to older records. */
    OptionalLong sentUntilMended(int producer) {
        return (end == null ? begin : end).sentSoFar(producer);
    }
}
