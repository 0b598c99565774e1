package queuelab.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import queuelab.benchmarks.peer.PeerFigures.Window;
import queuelab.benchmarks.process.Children;

/** {@code artemis perf}, with a producer and a consumer on the queue that {@link #queue} names. */
final class PeerSide {
    /** As its scripts start the JVM: with what it does by itself. */
    private static final String COMPILERS = "C1 and C2";

    private static final String TRANSFER = "transferTime";
    private static final String SEND = "sendTime";
    /** A consumer starts before its producer, and measures nothing of its warm-up. */
    private static final int LATER_SECONDS = 1;
    /** It goes on for so long, to find what is under way when the producer ends. */
    private static final int LONGER_SECONDS = 2;
    /** For a JVM's start and end. */
    private static final int PATIENCE_SECONDS = 60;

    private final Distribution distribution;
    private final Children children;
    private final Path workspace;
    private final String url;
    private final boolean apart;

    /** @param apart whether producer and consumer are a process each, {@code perf producer} and {@code perf consumer}, or one, {@code perf client} */
    PeerSide(Distribution distribution, Children children, Path workspace, String url, boolean apart) {
        this.distribution = distribution;
        this.children = children;
        this.workspace = workspace;
        this.url = url;
        this.apart = apart;
    }

    /** The queue that the peer uses, which must exist. */
    static String queue(boolean durable) {
        return durable ? "lab.peer.durable" : "lab.peer.memory";
    }

    /** Has it send for a while. */
    Sample measure(Flow flow, int warmupSeconds, int seconds) throws IOException, InterruptedException {
        return apart ? measureTwo(flow, warmupSeconds, seconds) : measureOne(flow, warmupSeconds, seconds);
    }

    private Sample measureOne(Flow flow, int warmupSeconds, int seconds) throws IOException, InterruptedException {
        List<String> arguments = producing(flow, warmupSeconds, seconds);
        arguments.addAll(List.of("--consumer-url", url, destination(flow)));
        PeerFigures figures = start(PeerProcess.CLIENT, arguments).end(warmupSeconds + seconds + PATIENCE_SECONDS);
        Window received = figures.window(TRANSFER);
        Window sent = figures.window(SEND);
        return sample(figures, figures, received, sent, received.cpuNanosPerMessage());
    }

    private Sample measureTwo(Flow flow, int warmupSeconds, int seconds) throws IOException, InterruptedException {
        int most = warmupSeconds + seconds + PATIENCE_SECONDS;
        List<String> consuming = window(warmupSeconds + LATER_SECONDS, seconds + LONGER_SECONDS);
        consuming.addAll(List.of("--url", url, destination(flow)));
        PeerProcess consumer = start("consumer", consuming);
        List<String> producing = producing(flow, warmupSeconds, seconds);
        producing.add(destination(flow));
        PeerFigures producers = start("producer", producing).end(most);
        PeerFigures consumers = consumer.end(most);
        Window sent = producers.window(SEND);
        Window received = consumers.within(TRANSFER, producers);
        return sample(producers, consumers, received, sent, received.cpuNanosPerMessage() + sent.cpuNanosPerMessage());
    }

    private PeerProcess start(String command, List<String> arguments) throws IOException {
        return PeerProcess.start(distribution, children, workspace, command, arguments);
    }

    private List<String> producing(Flow flow, int warmupSeconds, int seconds) {
        List<String> arguments = window(warmupSeconds, seconds);
        // The option belongs to the producer's connection, as with the lab: on the consumer's it would make the broker
        // wait for confirmations of what it delivers.
        arguments.addAll(List.of(
                "--url",
                url + "?confirmationWindowSize=" + Flow.CONFIRMATION_WINDOW,
                "--message-size",
                String.valueOf(Flow.BYTES),
                "--max-pending",
                String.valueOf(flow.inFlight())));
        if (flow.perSecond() > 0) {
            arguments.addAll(List.of("--rate", String.valueOf(flow.perSecond())));
        }
        if (flow.durable()) {
            arguments.add("--persistent");
        }
        return arguments;
    }

    private static List<String> window(int warmupSeconds, int seconds) {
        return new ArrayList<>(List.of(
                "--warmup", String.valueOf(warmupSeconds), "--duration", String.valueOf(warmupSeconds + seconds)));
    }

    private static String destination(Flow flow) {
        return "queue://" + queue(flow.durable());
    }

    private static Sample sample(
            PeerFigures producer, PeerFigures consumer, Window received, Window sent, double cpuNanosPerMessage) {
        return new Sample(
                received.perSecond(),
                sent.perSecond(),
                consumer.nanos("totalTransferTime", "50"),
                consumer.nanos("totalTransferTime", "99"),
                producer.nanos("totalDelaySendTime", "99"),
                cpuNanosPerMessage,
                COMPILERS,
                List.of());
    }
}
