package queuelab.supervisor.host;

import java.util.List;
import queuelab.supervisor.host.ChildSpec.Role;

/** How far the JVM of a child compiles its code; RATIONALE.md beside this class says what was measured. */
public enum Compilation {
    /** C1 only: steady within a second or two. */
    QUICKLY_STEADY("C1"),
    /** C1, then C2: faster in the end, and busy compiling for seconds of CPU, or for tens of them what no training ran. */
    TIERED("C1 and C2");

    /** With fewer cores, compiling takes CPU from what is measured. */
    private static final int CORES_TO_SPARE = 4;

    private final String words;

    Compilation(String words) {
        this.words = words;
    }

    /** What suits a child of which no more is known than what it is, on this machine. */
    static Compilation of(Role role) {
        return switch (role) {
            case PRODUCER, CONSUMER, NETWORK -> QUICKLY_STEADY;
            case BROKER -> Runtime.getRuntime().availableProcessors() < CORES_TO_SPARE ? QUICKLY_STEADY : TIERED;
        };
    }

    /** What is not compiled in the training, no later JVM knows to be hot; a broker trains as it will run on this machine. */
    static Compilation inTraining(Role role) {
        return role == Role.BROKER ? of(role) : TIERED;
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
