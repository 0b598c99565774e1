package queuelab.supervisor.analysis;

import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The few settings that judging needs, read from a trial's record: what was promised, and what load was offered. */
final class TrialSettings {
    private static final Pattern RATE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*/\\s*s");
    private static final Pattern LIMITS =
            Pattern.compile("page|paging|max-?size|full|disk|limit", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> settings;

    TrialSettings(Map<String, String> settings) {
        this.settings = settings;
    }

    boolean durable() {
        return !text("queue.storage", "durable").equals("memory");
    }

    /** Whether the broker forgets a message as it hands it out: at most once. */
    boolean preAcknowledged() {
        return text("consumer.ack", "auto").equals("pre");
    }

    /** Whether acknowledging a message acknowledges all that its consumer was handed before it, as Artemis does it outside transactions. */
    boolean acknowledgesTogether() {
        return switch (text("consumer.ack", "auto")) {
            case "auto", "client", "dups-ok" -> true;
            default -> false;
        };
    }

    /**
     * Whether a message whose handling failed on purpose comes again until its attempts are used up. Where acknowledgements cover earlier messages, one that was
     * thrown at does not come again, unless it is rolled back.
     */
    boolean failuresComeAgain() {
        return switch (text("consumer.ack", "auto")) {
            case "pre" -> false;
            case "client", "transacted" -> text("consumer.fail", "0%").equals("0%");
            default -> true;
        };
    }

    /** Whether the lab's own broker was to record when messages passed it. */
    boolean stages() {
        return !text("broker.stages", "true").equals("false");
    }

    boolean amqp() {
        return text("protocol", "core").equals("amqp");
    }

    /** Whether the processes passed messages to each other, with nobody between them. */
    boolean brokerless() {
        return switch (text("transport", "queue")) {
            case "pipe", "tcp", "unix", "rpc", "shared-memory", "thread" -> true;
            default -> false; // of what a later version wrote, nothing is known
        };
    }

    /** Whether the producer and the consumer share a process. */
    boolean oneProcess() {
        return text("transport", "queue").equals("thread");
    }

    /** Whether messages of a producer come in its order: calls that are under way at the same time overtake each other. */
    boolean ordered() {
        return !text("transport", "queue").equals("rpc");
    }

    boolean saturates() {
        return text("producer.load", "1000/s").equals("saturate");
    }

    boolean poisson() {
        return text("producer.arrivals", "even").equals("poisson");
    }

    /** The offered rate; absent when saturating, or not understood. */
    @Nullable
    Double offeredPerSecond() {
        return rate(text("producer.load", "1000/s"));
    }

    /** Messages per second as a scenario writes them; absent where it is no rate. */
    static @Nullable Double rate(String written) {
        Matcher rate = RATE.matcher(written);
        return rate.matches() ? Double.valueOf(rate.group(1)) : null;
    }

    int consumerProcesses() {
        return number("consumer.processes");
    }

    int consumerThreads() {
        return number("consumer.threads");
    }

    int producers() {
        return number("producer.processes") * number("producer.threads");
    }

    int queues() {
        return number("queue.count");
    }

    int copies() {
        return number("queue.copies");
    }

    /** Whether a broker property touches the limits at which an address pages or blocks, so that reaching them was asked for. */
    boolean limitsAskedFor() {
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith("broker.properties"))
                .anyMatch(TrialSettings::touchesLimits);
    }

    private static boolean touchesLimits(Entry<String, String> setting) {
        String property = setting.getKey().substring("broker.properties".length());
        return LIMITS.matcher(property + " " + setting.getValue()).find();
    }

    private int number(String key) {
        try {
            return Math.max(1, Integer.parseInt(text(key, "1")));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "trial.json: “" + key + "” must be a whole number, got “" + text(key, "1") + "”", e);
        }
    }

    private String text(String key, String standard) {
        return settings.getOrDefault(key, standard).strip().toLowerCase(Locale.ROOT);
    }
}
