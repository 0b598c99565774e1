package queuelab.supervisor.scenario;

import static queuelab.supervisor.scenario.SettingsTable.BROKER_HEAP;
import static queuelab.supervisor.scenario.SettingsTable.BROKER_MODE;
import static queuelab.supervisor.scenario.SettingsTable.BROKER_PROFILE;
import static queuelab.supervisor.scenario.SettingsTable.BROKER_PROPERTIES;
import static queuelab.supervisor.scenario.SettingsTable.BROKER_URL;
import static queuelab.supervisor.scenario.SettingsTable.CLIENT_OPTIONS;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_ACK;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_COMMIT_EVERY;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_PROCESSES;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_ROLLBACK;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_THREADS;
import static queuelab.supervisor.scenario.SettingsTable.MEASURE;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_COMMIT_EVERY;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_IN_FLIGHT;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_LOAD;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_PROCESSES;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_SEND;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_SIZE;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_THREADS;
import static queuelab.supervisor.scenario.SettingsTable.QUEUE_COPIES;
import static queuelab.supervisor.scenario.SettingsTable.QUEUE_COUNT;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.SendMode;
import queuelab.supervisor.scenario.Settings.BrokerMode;

/** Settings that are each well and do not go together in one point. */
final class Contradictions {
    /** What a producer process may hold in memory, so that a slip of the pen does not fill the machine. */
    private static final long MOST_UNCONFIRMED_BYTES = 4L << 30;

    private static final String CONFIRMATION_WINDOW = CLIENT_OPTIONS.entry("confirmationWindowSize");

    private static final List<Rule> RULES = List.of(
            new Rule(withBroker(Contradictions::urlWithoutExternal), BROKER_URL, BROKER_MODE),
            new Rule(withBroker(Contradictions::externalWithoutUrl), BROKER_MODE, BROKER_URL),
            new Rule(withBroker(values -> notForExternal(values, BROKER_PROFILE)), BROKER_PROFILE, BROKER_MODE),
            new Rule(withBroker(values -> notForExternal(values, BROKER_PROPERTIES)), BROKER_PROPERTIES, BROKER_MODE),
            new Rule(withBroker(Contradictions::heapWithoutProcess), BROKER_HEAP, BROKER_MODE),
            new Rule(
                    withBroker(values -> needsTransacted(values, CONSUMER_COMMIT_EVERY)),
                    CONSUMER_COMMIT_EVERY,
                    CONSUMER_ACK),
            new Rule(withBroker(values -> needsTransacted(values, CONSUMER_ROLLBACK)), CONSUMER_ROLLBACK, CONSUMER_ACK),
            new Rule(
                    withBroker(Contradictions::tooFewConsumers),
                    QUEUE_COPIES,
                    QUEUE_COUNT,
                    CONSUMER_PROCESSES,
                    CONSUMER_THREADS),
            new Rule(withBroker(Contradictions::tooFewProducers), QUEUE_COUNT, PRODUCER_PROCESSES, PRODUCER_THREADS),
            new Rule(withBroker(Contradictions::unconfirmedTransaction), PRODUCER_COMMIT_EVERY, PRODUCER_IN_FLIGHT),
            new Rule(withBroker(Contradictions::unconfirmedSends), CLIENT_OPTIONS, PRODUCER_SEND),
            new Rule(
                    Contradictions::tooMuchUnconfirmed,
                    PRODUCER_IN_FLIGHT,
                    PRODUCER_SIZE,
                    PRODUCER_THREADS,
                    PRODUCER_SEND),
            new Rule(Contradictions::nothingToMeasure, PRODUCER_LOAD, MEASURE));

    private Contradictions() {}

    /** Every rule, in the order in which they are checked: what has no meaning for a transport at all is said first. */
    static List<Rule> rules() {
        return Stream.concat(TransportRules.RULES.stream(), RULES.stream()).toList();
    }

    /**
     * One rule.
     *
     * @param broken what is wrong in a sentence, or null
     * @param settings those it looks at; the first that was written is where the problem is shown
     */
    record Rule(Function<Values, @Nullable String> broken, List<Setting<?>> settings) {
        Rule(Function<Values, @Nullable String> broken, Setting<?>... settings) {
            this(broken, List.of(settings));
        }
    }

    /**
     * Refuses a change that breaks a rule which held before it.
     *
     * @throws IllegalArgumentException with the rule's sentence
     */
    static void refuseNew(Values before, Values after) {
        for (Rule rule : rules()) {
            String broken = rule.broken().apply(after);
            if (broken != null && rule.broken().apply(before) == null) {
                throw new IllegalArgumentException(broken);
            }
        }
    }

    /** Without a broker, {@link TransportRules} says what there is to say. */
    private static Function<Values, @Nullable String> withBroker(Function<Values, @Nullable String> rule) {
        return values -> values.get(SettingsTable.TRANSPORT).hasBroker() ? rule.apply(values) : null;
    }

    private static @Nullable String urlWithoutExternal(Values values) {
        return values.get(BROKER_URL).isEmpty() || values.get(BROKER_MODE) == BrokerMode.EXTERNAL
                ? null
                : BROKER_URL + " needs " + BROKER_MODE.with("external") + ", got "
                        + BROKER_MODE.with(values.text(BROKER_MODE));
    }

    private static @Nullable String externalWithoutUrl(Values values) {
        return values.get(BROKER_MODE) == BrokerMode.EXTERNAL
                        && values.get(BROKER_URL).isEmpty()
                ? BROKER_MODE.with("external") + " needs " + BROKER_URL + ", got none"
                : null;
    }

    private static @Nullable String notForExternal(Values values, Setting<?> setting) {
        return values.has(setting) && values.get(BROKER_MODE) == BrokerMode.EXTERNAL
                ? setting + " cannot be set with " + BROKER_MODE.with("external")
                        + ": such a broker brings its own configuration"
                : null;
    }

    private static @Nullable String heapWithoutProcess(Values values) {
        return values.has(BROKER_HEAP) && values.get(BROKER_MODE) != BrokerMode.PROCESS
                ? BROKER_HEAP + " needs " + BROKER_MODE.with("process") + ", got "
                        + BROKER_MODE.with(values.text(BROKER_MODE))
                : null;
    }

    private static @Nullable String needsTransacted(Values values, Setting<?> setting) {
        return values.has(setting) && values.get(CONSUMER_ACK) != AckMode.TRANSACTED
                ? setting + " needs " + CONSUMER_ACK.with("transacted") + ", got "
                        + CONSUMER_ACK.with(values.text(CONSUMER_ACK))
                : null;
    }

    private static @Nullable String tooFewConsumers(Values values) {
        int consumers = values.get(CONSUMER_PROCESSES) * values.get(CONSUMER_THREADS);
        int subscriptions = values.get(QUEUE_COUNT) * values.get(QUEUE_COPIES);
        return consumers >= subscriptions
                ? null
                : CONSUMER_PROCESSES + " × " + CONSUMER_THREADS + " must be at least " + subscriptions
                        + " (one for each subscription: " + QUEUE_COUNT + " × " + QUEUE_COPIES + "), got " + consumers;
    }

    private static @Nullable String tooFewProducers(Values values) {
        int producers = values.get(PRODUCER_PROCESSES) * values.get(PRODUCER_THREADS);
        int queues = values.get(QUEUE_COUNT);
        return producers >= queues
                ? null
                : PRODUCER_PROCESSES + " × " + PRODUCER_THREADS + " must be at least " + queues
                        + " (one for each queue: " + QUEUE_COUNT + "), got " + producers;
    }

    private static @Nullable String unconfirmedTransaction(Values values) {
        int commitEvery = values.get(PRODUCER_COMMIT_EVERY);
        int inFlight = values.get(PRODUCER_IN_FLIGHT);
        return commitEvery <= inFlight
                ? null
                : PRODUCER_COMMIT_EVERY + " must be at most " + inFlight + " (" + PRODUCER_IN_FLIGHT
                        + ": what is not committed is not confirmed), got " + commitEvery;
    }

    private static @Nullable String unconfirmedSends(Values values) {
        String window = values.entries(CLIENT_OPTIONS).get("confirmationWindowSize");
        return window != null && window.startsWith("-") && values.get(PRODUCER_SEND) == SendMode.ASYNC
                ? "`" + CONFIRMATION_WINDOW + "` must be at least 0 with " + PRODUCER_SEND.with("async")
                        + " (else a send counts as confirmed without a word from the broker), got " + window
                : null;
    }

    private static @Nullable String tooMuchUnconfirmed(Values values) {
        if (values.get(PRODUCER_SEND) != SendMode.ASYNC) {
            return null;
        }
        long bytes = (long) values.get(PRODUCER_IN_FLIGHT) * values.get(PRODUCER_THREADS) * values.get(PRODUCER_SIZE);
        return bytes <= MOST_UNCONFIRMED_BYTES
                ? null
                : PRODUCER_IN_FLIGHT + " × " + PRODUCER_THREADS + " × " + PRODUCER_SIZE + " must be at most "
                        + Units.SIZE.write(MOST_UNCONFIRMED_BYTES)
                        + " (the memory of a producer process), got " + values.get(PRODUCER_IN_FLIGHT) + " × "
                        + values.get(PRODUCER_THREADS) + " × " + Units.SIZE.write(values.get(PRODUCER_SIZE));
    }

    private static @Nullable String nothingToMeasure(Values values) {
        double perSecond = values.get(PRODUCER_LOAD).perSecond();
        double messages = perSecond * values.get(MEASURE).toNanos() / 1e9;
        return values.get(PRODUCER_LOAD).saturates() || messages >= 1
                ? null
                : PRODUCER_LOAD + " must be due at least once in " + MEASURE + ", got " + values.text(PRODUCER_LOAD)
                        + " in " + values.text(MEASURE);
    }
}
