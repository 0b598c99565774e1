package queuelab.supervisor.live;

import java.util.Arrays;
import java.util.Optional;

/** The two lanes. The word is also the value of {@code queue.storage}. */
public enum LaneKind {
    DURABLE("durable", "What a durable queue has confirmed is on disk, and comes back with its broker."),
    MEMORY("memory", "What waits in an in-memory queue dies with its broker.");

    private final String word;
    private final String afterBrokerDeath;

    LaneKind(String word, String afterBrokerDeath) {
        this.word = word;
        this.afterBrokerDeath = afterBrokerDeath;
    }

    public String word() {
        return word;
    }

    /** What the death of a broker means here, for people. */
    String afterBrokerDeath() {
        return afterBrokerDeath;
    }

    /** The lane of this name. */
    public static Optional<LaneKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
