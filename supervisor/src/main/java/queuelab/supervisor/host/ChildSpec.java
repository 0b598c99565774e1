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
 * @param assignment the first line it reads
 */
public record ChildSpec(Role role, int index, Path folder, long heapBytes, Assignment assignment) {
    /** Name of the process and of its folder, {@code producer-1}; the broker has a number only once it was started again. */
    public String name() {
        return role == Role.BROKER && index == 1 ? role.word() : role.word() + "-" + index;
    }

    /** What a child process does. */
    public enum Role {
        BROKER("broker", "broker-config"),
        PRODUCER("producer", "producer"),
        CONSUMER("consumer", "consumer");

        private final String word;
        private final String program;

        Role(String word, String program) {
            this.word = word;
            this.program = program;
        }

        /** Its name in recordings and results. */
        public String word() {
            return word;
        }

        /** Name of its jar, without version. */
        String program() {
            return program;
        }
    }
}
