package queuelab.supervisor.host;

import java.util.List;

/** How far the JVM of a child compiles its code; RATIONALE.md beside this class says what was measured. */
enum Compilation {
    /** C1 only: steady within a second or two. */
    QUICKLY_STEADY("C1"),
    /** C1, then C2: faster in the end, and busy compiling for tens of seconds. */
    TIERED("C1 and C2");

    /** With fewer cores, compiling takes CPU from what is measured. */
    private static final int CORES_TO_SPARE = 4;

    private final String words;

    Compilation(String words) {
        this.words = words;
    }

    static Compilation of(ChildSpec.Role role) {
        return switch (role) {
            case PRODUCER, CONSUMER, NETWORK -> QUICKLY_STEADY;
            case BROKER -> Runtime.getRuntime().availableProcessors() < CORES_TO_SPARE ? QUICKLY_STEADY : TIERED;
        };
    }

    String words() {
        return words;
    }

    List<String> flags() {
        return switch (this) {
            case QUICKLY_STEADY -> List.of("-XX:TieredStopAtLevel=1");
            case TIERED -> List.of();
        };
    }
}
