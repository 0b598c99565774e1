package queuelab.supervisor.host;

import java.nio.file.Path;
import queuelab.exchange.control.Assignment;

/**
 * A child process to start.
 *
 * @param role what it does, which also names its program
 * @param index number within its role, from 1
 * @param folder its recordings folder, absolute; created when missing
 * @param heapBytes its largest heap
 * @param compilation how far its JVM compiles; at an agent its role decides
 * @param assignment the first line it reads
 */
public record ChildSpec(
        Role role, int index, Path folder, long heapBytes, Compilation compilation, Assignment assignment) {
    /** One whose role decides how far it is compiled. */
    public ChildSpec(Role role, int index, Path folder, long heapBytes, Assignment assignment) {
        this(role, index, folder, heapBytes, Compilation.of(role), assignment);
    }

    /** Name of the process and of its folder, {@code producer-1}; broker and network have a number only once started again. */
    public String name() {
        return (role == Role.BROKER || role == Role.NETWORK) && index == 1 ? role.word() : role.word() + "-" + index;
    }

    /** What a child process does. */
    public enum Role {
        BROKER("broker", "broker-config"),
        PRODUCER("producer", "producer"),
        CONSUMER("consumer", "consumer"),
        /** The proxy between workers and broker. */
        NETWORK("network", "producer", "queuelab.exchange.network.NetworkMain");

        private final String word;
        private final String program;
        private final String mainClass;

        Role(String word, String program) {
            this(word, program, "");
        }

        Role(String word, String program, String mainClass) {
            this.word = word;
            this.program = program;
            this.mainClass = mainClass;
        }

        /** Its name in recordings and results. */
        public String word() {
            return word;
        }

        /** The class to run where it is not its jar's own: a small program that shares the jars of another. Else empty. */
        String mainClass() {
            return mainClass;
        }

        /** Name of its jar, without version. */
        String program() {
            return program;
        }
    }
}
