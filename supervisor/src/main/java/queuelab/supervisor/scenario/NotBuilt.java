package queuelab.supervisor.scenario;

import java.util.Set;

/** What the vocabulary knows and this version cannot do yet. Whoever builds one takes its word out here. */
final class NotBuilt {
    static final Set<String> TOP_LEVEL_KEYS = Set.of("timeline", "faults");

    private NotBuilt() {}
}
