package queuelab.supervisor.scenario;

import java.util.Set;

/** What the vocabulary knows and this version cannot do yet. Whoever builds one takes its word out here. */
final class NotBuilt {
<<<<<<< HEAD
    static final Set<String> TOP_LEVEL_KEYS = Set.of("timeline", "faults");
=======
    static final Set<String> TRANSPORTS = Set.of("pipe", "tcp", "unix", "rpc", "rpc-queue", "shared-memory", "thread");
    static final Set<String> PROTOCOLS = Set.of("amqp");
>>>>>>> 7cdf713 (Let scenarios say what changes and what goes wrong while messages flow, and tell what came of it)

    private NotBuilt() {}
}
