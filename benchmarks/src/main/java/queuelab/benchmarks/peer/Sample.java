package queuelab.benchmarks.peer;

import java.util.List;

/**
 * What one side measured in one turn.
 *
 * @param receivedPerSecond within the measured window
 * @param sentPerSecond confirmed by the broker, within the measured window
 * @param medianNanos of send to receive
 * @param p99Nanos of the same
 * @param lagP99Nanos of how late messages were sent; not a number where nothing was due
 * @param cpuNanosPerMessage CPU time of the producer and the consumer within the measured window, for each message; of two processes each
 *     for those that it sent or received
 * @param compilers what the sides' JVMs compiled with
 * @param remarks what the side itself found wrong with these figures
 */
record Sample(
        double receivedPerSecond,
        double sentPerSecond,
        double medianNanos,
        double p99Nanos,
        double lagP99Nanos,
        double cpuNanosPerMessage,
        String compilers,
        List<String> remarks) {
    Sample {
        remarks = List.copyOf(remarks);
    }
}
