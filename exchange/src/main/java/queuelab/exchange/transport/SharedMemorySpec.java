package queuelab.exchange.transport;

/**
 * A ring buffer in a file that one producer and one consumer process map.
 *
 * @param file path of the file; the consumer creates it
 * @param waiting what the consumer's thread does while the ring is empty
 */
public record SharedMemorySpec(String file, Waiting waiting) implements TransportSpec {
    /** What a thread does while there is nothing to do. Each has the word a scenario uses for it. */
    public enum Waiting {
        /** Looks all the time, which occupies a core. */
        SPIN("spin"),
        /** Sleeps for some microseconds between looks. */
        PARK("park");

        private final String word;

        Waiting(String word) {
            this.word = word;
        }

        /** The word a scenario uses. */
        public String word() {
            return word;
        }
    }
}
