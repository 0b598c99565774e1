package queuelab.supervisor.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import queuelab.exchange.control.Arrivals;
import queuelab.exchange.control.ConsumerAssignment.Lock;
import queuelab.exchange.control.Load;
import queuelab.exchange.control.Work;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.SharedMemorySpec.Waiting;

/** Every setting of one point, checked. {@code written} holds each as a scenario would write it, dotted key to value, defaults included. */
public record Settings(
        TransportKind transport,
        Protocol protocol,
        Broker broker,
        Queue queue,
        Producer producer,
        Consumer consumer,
        Map<String, String> clientOptions,
        Waiting sharedMemoryWait,
        Duration warmup,
        Duration measure,
        Duration drain,
        Map<String, String> written) {
    public Settings {
        clientOptions = Collections.unmodifiableMap(new LinkedHashMap<>(clientOptions));
        written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
    }

    /**
     * The settings that dotted keys and values make; what they leave out takes its default.
     *
     * @param written keys and values as a scenario writes them, checked as {@link Scenario}s are
     * @throws IllegalArgumentException where a value was not checked
     */
    public static Settings of(Map<String, String> written) {
        return new Values(written).settings();
    }

    /**
     * These settings with one changed while messages flow.
     *
     * @throws IllegalArgumentException in words, when the new value does not go together with the others
     */
    public Settings with(Change change) {
        var changed = new LinkedHashMap<>(written);
        changed.put(change.setting().key(), change.value());
        Contradictions.refuseNew(new Values(written), new Values(changed));
        return of(changed);
    }

    /** What {@code broker.*} says; url is empty unless external, and stages are recorded by the lab's own broker only. */
    public record Broker(
            BrokerMode mode,
            String url,
            String profile,
            Map<String, String> properties,
            long heapBytes,
            boolean stages) {
        public Broker {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }
    }

    /** What {@code queue.*} says. */
    public record Queue(Storage storage, int count, int copies) {}

    /** What {@code producer.*} says. */
    public record Producer(
            int processes,
            int threads,
            Load load,
            Arrivals arrivals,
            int sizeBytes,
            SendMode send,
            int inFlight,
            int commitEvery,
            boolean duplicateDetection) {}

    /** What {@code consumer.*} says; shares are 0 … 1. */
    public record Consumer(
            int processes,
            int threads,
            AckMode ack,
            int commitEvery,
            int windowBytes,
            Work work,
            Lock lock,
            Duration delay,
            Duration stagger,
            double failShare,
            double rollbackShare) {}

    /** Where the broker runs. */
    public enum BrokerMode {
        PROCESS,
        IN_PROCESS,
        EXTERNAL
    }

    /** Where messages are kept. */
    public enum Storage {
        DURABLE,
        MEMORY
    }

    /** What carries messages. */
    public enum TransportKind {
        QUEUE,
        PIPE,
        TCP,
        UNIX,
        RPC,
        RPC_QUEUE,
        SHARED_MEMORY,
        THREAD;

        /** Whether a broker carries the messages. */
        public boolean hasBroker() {
            return switch (this) {
                case QUEUE, RPC_QUEUE -> true;
                case PIPE, TCP, UNIX, RPC, SHARED_MEMORY, THREAD -> false;
            };
        }
    }
}
