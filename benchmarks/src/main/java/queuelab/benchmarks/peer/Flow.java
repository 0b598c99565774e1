package queuelab.benchmarks.peer;

import queuelab.benchmarks.result.Rows;

/** One way of sending 1 KiB messages from one producer to one consumer, the same for both sides but where its name says otherwise. */
enum Flow {
    MEMORY_SATURATING(false, 0, 1_000, false),
    DURABLE_SATURATING(true, 0, 100, false),
    DURABLE_ONE_BY_ONE(true, 0, 1, false),
    MEMORY_PACED(false, 2_000, 1_000, false),
    DURABLE_PACED(true, 500, 1_000, false),
    /** The lab with wider windows than Artemis's defaults, against the peer as it comes. */
    MEMORY_BEST(false, 0, 1_000, true),
    /** The same. */
    DURABLE_BEST(true, 0, 100, true);

    static final int BYTES = 1024;
    /** Bytes between confirmations of packets, on the producer's connection: what the lab always asks for. */
    static final int CONFIRMATION_WINDOW = 1 << 20;

    private final boolean durable;
    private final int perSecond;
    private final int inFlight;
    private final boolean best;

    Flow(boolean durable, int perSecond, int inFlight, boolean best) {
        this.durable = durable;
        this.perSecond = perSecond;
        this.inFlight = inFlight;
        this.best = best;
    }

    String word() {
        return Rows.word(this);
    }

    boolean durable() {
        return durable;
    }

    /** The offered rate; 0 where it saturates. */
    int perSecond() {
        return perSecond;
    }

    /** Most unconfirmed messages of the peer, and of the lab. */
    int inFlight() {
        return inFlight;
    }

    /** The lab's side, as a scenario of one trial. */
    String scenario(String url, int warmupSeconds, int seconds) {
        return """
                name: bench-peer
                base:
                  broker: {mode: external, url: "%s"}
                  queue.storage: %s
                  producer: {load: %s, size: %dB, inFlight: %d}
                %s
                  warmup: %ds
                  measure: %ds
                  drain: 30s
                repeats: 1
                """.formatted(
                        url,
                        durable ? "durable" : "memory",
                        perSecond == 0 ? "saturate" : perSecond + "/s",
                        BYTES,
                        best ? 5_000 : inFlight,
                        best
                                ? "  client.options: {producerWindowSize: 10485760, confirmationWindowSize: 10485760}\n  consumer.window: 10MiB"
                                : "",
                        warmupSeconds,
                        seconds);
    }
}
