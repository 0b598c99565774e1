package queuelab.supervisor.scenario;

import static queuelab.supervisor.scenario.SettingsTable.BROKER_HEAP;
import static queuelab.supervisor.scenario.SettingsTable.BROKER_MODE;
import static queuelab.supervisor.scenario.SettingsTable.BROKER_PROFILE;
import static queuelab.supervisor.scenario.SettingsTable.BROKER_PROPERTIES;
import static queuelab.supervisor.scenario.SettingsTable.BROKER_STAGES;
import static queuelab.supervisor.scenario.SettingsTable.BROKER_URL;
import static queuelab.supervisor.scenario.SettingsTable.CLIENT_OPTIONS;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_ACK;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_COMMIT_EVERY;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_FAIL;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_PROCESSES;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_ROLLBACK;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_THREADS;
import static queuelab.supervisor.scenario.SettingsTable.CONSUMER_WINDOW;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_COMMIT_EVERY;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_DUPLICATE_DETECTION;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_PROCESSES;
import static queuelab.supervisor.scenario.SettingsTable.PRODUCER_THREADS;
import static queuelab.supervisor.scenario.SettingsTable.PROTOCOL;
import static queuelab.supervisor.scenario.SettingsTable.QUEUE_COPIES;
import static queuelab.supervisor.scenario.SettingsTable.QUEUE_COUNT;
import static queuelab.supervisor.scenario.SettingsTable.QUEUE_STORAGE;
import static queuelab.supervisor.scenario.SettingsTable.SHARED_MEMORY_WAIT;
import static queuelab.supervisor.scenario.SettingsTable.TRANSPORT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.Protocol;
import queuelab.supervisor.scenario.Contradictions.Rule;
import queuelab.supervisor.scenario.Settings.TransportKind;

/** What each transport can do, and why it cannot do the rest. */
final class TransportRules {
    private static final String NO_BROKER = "it has no broker";
    private static final String NO_TRANSACTIONS = "it has no transactions";

    /** Settings without a meaning where there is no broker, each with the reason. */
    private static final Map<Setting<?>, String> OF_A_BROKER = ofABroker();

    /** Checked before all others, so that what has no meaning at all is said first. */
    static final List<Rule> RULES = rules();

    private TransportRules() {}

    /** Whether a setting has a meaning in this point. */
    static boolean applies(Setting<?> setting, Values values) {
        return setting.equals(SHARED_MEMORY_WAIT)
                ? values.get(TRANSPORT) == TransportKind.SHARED_MEMORY
                : values.get(TRANSPORT).hasBroker() || !OF_A_BROKER.containsKey(setting);
    }

    private static Map<Setting<?>, String> ofABroker() {
        Map<Setting<?>, String> reasons = new LinkedHashMap<>();
        reasons.put(PROTOCOL, NO_BROKER);
        reasons.put(BROKER_MODE, NO_BROKER);
        reasons.put(BROKER_URL, NO_BROKER);
        reasons.put(BROKER_PROFILE, NO_BROKER);
        reasons.put(BROKER_PROPERTIES, NO_BROKER);
        reasons.put(BROKER_HEAP, NO_BROKER);
        reasons.put(BROKER_STAGES, NO_BROKER);
        reasons.put(QUEUE_STORAGE, "nothing is stored on the way");
        reasons.put(QUEUE_COUNT, "it has no queues");
        reasons.put(QUEUE_COPIES, "it hands each message to one consumer");
        reasons.put(PRODUCER_DUPLICATE_DETECTION, "there is no broker to drop a second copy");
        reasons.put(CONSUMER_WINDOW, "what is fetched ahead is what its buffers hold");
        reasons.put(CLIENT_OPTIONS, "they are options of the broker's client");
        return reasons;
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        OF_A_BROKER.forEach((setting, reason) ->
                rules.add(new Rule(values -> withoutBroker(values, setting, reason), setting, TRANSPORT)));
        rules.add(new Rule(TransportRules::transactionalSending, PRODUCER_COMMIT_EVERY, TRANSPORT));
        rules.add(new Rule(TransportRules::acknowledging, CONSUMER_ACK, TRANSPORT));
        rules.add(new Rule(TransportRules::transactionalReceiving, CONSUMER_COMMIT_EVERY, TRANSPORT));
        rules.add(new Rule(values -> noRedelivery(values, CONSUMER_FAIL), CONSUMER_FAIL, TRANSPORT));
        rules.add(new Rule(values -> noRedelivery(values, CONSUMER_ROLLBACK), CONSUMER_ROLLBACK, TRANSPORT));
        rules.add(new Rule(TransportRules::tooManyProducers, PRODUCER_PROCESSES, PRODUCER_THREADS, TRANSPORT));
        rules.add(new Rule(TransportRules::tooManyConsumers, CONSUMER_PROCESSES, CONSUMER_THREADS, TRANSPORT));
        rules.add(new Rule(TransportRules::amqpWithoutQueue, PROTOCOL, TRANSPORT));
        rules.add(new Rule(TransportRules::optionsOfAnotherClient, CLIENT_OPTIONS, PROTOCOL));
        rules.add(new Rule(TransportRules::thrownAtInAmqp, CONSUMER_FAIL, PROTOCOL));
        rules.add(new Rule(TransportRules::severalAnswers, QUEUE_COPIES, TRANSPORT));
        rules.add(new Rule(TransportRules::noAnswer, PRODUCER_DUPLICATE_DETECTION, TRANSPORT));
        rules.add(new Rule(TransportRules::waitElsewhere, SHARED_MEMORY_WAIT, TRANSPORT));
        return List.copyOf(rules);
    }

    private static String with(Values values) {
        return TRANSPORT.with(values.text(TRANSPORT));
    }

    private static @Nullable String withoutBroker(Values values, Setting<?> setting, String reason) {
        return values.has(setting) && !values.get(TRANSPORT).hasBroker()
                ? setting + " cannot be set with " + with(values) + ": " + reason
                : null;
    }

    private static @Nullable String transactionalSending(Values values) {
        if (values.get(PRODUCER_COMMIT_EVERY) == 0) {
            return null;
        }
        String must = PRODUCER_COMMIT_EVERY + " must be 0 with " + with(values) + ": ";
        return switch (values.get(TRANSPORT)) {
            case QUEUE -> null;
            case RPC_QUEUE -> must + "a request is not sent before its commit, so its reply would never come";
            case PIPE, TCP, UNIX, RPC, SHARED_MEMORY, THREAD -> must + NO_TRANSACTIONS;
        };
    }

    private static @Nullable String acknowledging(Values values) {
        AckMode mode = values.get(CONSUMER_ACK);
        String got = ", got " + CONSUMER_ACK.with(values.text(CONSUMER_ACK));
        return switch (values.get(TRANSPORT)) {
            case QUEUE -> null;
            case RPC_QUEUE ->
                mode == AckMode.TRANSACTED
                        ? CONSUMER_ACK + " cannot be `transacted` with " + with(values)
                                + ": a reply would wait for the commit"
                        : null;
            case PIPE, TCP, UNIX, RPC, SHARED_MEMORY, THREAD ->
                mode == AckMode.AUTO
                        ? null
                        : CONSUMER_ACK + " must be `auto` with " + with(values)
                                + ": a message is confirmed once it is handled, there is no other way" + got;
        };
    }

    private static @Nullable String transactionalReceiving(Values values) {
        return values.has(CONSUMER_COMMIT_EVERY) && !values.get(TRANSPORT).hasBroker()
                ? CONSUMER_COMMIT_EVERY + " cannot be set with " + with(values) + ": " + NO_TRANSACTIONS
                : null;
    }

    private static @Nullable String noRedelivery(Values values, Setting<Double> share) {
        return values.get(share) > 0 && !values.get(TRANSPORT).hasBroker()
                ? share + " must be 0% with " + with(values) + ": it cannot hand out a message again, got "
                        + values.text(share)
                : null;
    }

    private static @Nullable String tooManyProducers(Values values) {
        int producers = values.get(PRODUCER_PROCESSES) * values.get(PRODUCER_THREADS);
        return switch (values.get(TRANSPORT)) {
            case QUEUE, RPC_QUEUE, RPC -> null;
            case PIPE, TCP, UNIX, SHARED_MEMORY, THREAD ->
                producers == 1
                        ? null
                        : PRODUCER_PROCESSES + " × " + PRODUCER_THREADS + " must be 1 with " + with(values)
                                + ", which has one end to send from, got " + producers;
        };
    }

    private static @Nullable String tooManyConsumers(Values values) {
        int consumers = values.get(CONSUMER_PROCESSES) * values.get(CONSUMER_THREADS);
        return values.get(TRANSPORT).hasBroker() || consumers == 1
                ? null
                : CONSUMER_PROCESSES + " × " + CONSUMER_THREADS + " must be 1 with " + with(values)
                        + ", which has one end to receive at, got " + consumers;
    }

    private static @Nullable String amqpWithoutQueue(Values values) {
        return values.get(PROTOCOL) == Protocol.AMQP && values.get(TRANSPORT) == TransportKind.RPC_QUEUE
                ? PROTOCOL.with("amqp") + " needs " + TRANSPORT.with("queue") + ", got " + with(values)
                : null;
    }

    private static @Nullable String optionsOfAnotherClient(Values values) {
        return values.get(PROTOCOL) == Protocol.AMQP && values.has(CLIENT_OPTIONS)
                ? CLIENT_OPTIONS + " need " + PROTOCOL.with("core") + ": they are options of its client, got "
                        + PROTOCOL.with("amqp")
                : null;
    }

    private static @Nullable String thrownAtInAmqp(Values values) {
        return values.get(PROTOCOL) == Protocol.AMQP && values.get(CONSUMER_FAIL) > 0
                ? CONSUMER_FAIL + " must be 0% with " + PROTOCOL.with("amqp")
                        + ": its client does not hand out again what a listener threw at, got "
                        + values.text(CONSUMER_FAIL)
                : null;
    }

    private static @Nullable String severalAnswers(Values values) {
        int copies = values.get(QUEUE_COPIES);
        return copies > 1 && values.get(TRANSPORT) == TransportKind.RPC_QUEUE
                ? QUEUE_COPIES + " must be 1 with " + with(values) + ": a request has one reply, got " + copies
                : null;
    }

    private static @Nullable String noAnswer(Values values) {
        return values.get(PRODUCER_DUPLICATE_DETECTION) && values.get(TRANSPORT) == TransportKind.RPC_QUEUE
                ? PRODUCER_DUPLICATE_DETECTION + " must be `false` with " + with(values)
                        + ": a request that the broker drops is never answered"
                : null;
    }

    private static @Nullable String waitElsewhere(Values values) {
        return values.has(SHARED_MEMORY_WAIT) && values.get(TRANSPORT) != TransportKind.SHARED_MEMORY
                ? SHARED_MEMORY_WAIT + " needs " + TRANSPORT.with("shared-memory") + ", got " + with(values)
                : null;
    }
}
