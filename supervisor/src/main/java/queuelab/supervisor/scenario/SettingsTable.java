package queuelab.supervisor.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import queuelab.exchange.control.Arrivals;
import queuelab.exchange.control.ConsumerAssignment.Lock;
import queuelab.exchange.control.Load;
import queuelab.exchange.control.Work;
import queuelab.exchange.message.Stamp;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.SharedMemorySpec.Waiting;
import queuelab.supervisor.scenario.Settings.BrokerMode;
import queuelab.supervisor.scenario.Settings.Storage;
import queuelab.supervisor.scenario.Settings.TransportKind;
import queuelab.supervisor.scenario.ValueKind.Choice;
import queuelab.supervisor.scenario.ValueKind.Count;
import queuelab.supervisor.scenario.ValueKind.Entries;
import queuelab.supervisor.scenario.ValueKind.Rate;
import queuelab.supervisor.scenario.ValueKind.Share;
import queuelab.supervisor.scenario.ValueKind.Size;
import queuelab.supervisor.scenario.ValueKind.Span;
import queuelab.supervisor.scenario.ValueKind.Text;
import queuelab.supervisor.scenario.ValueKind.WorkPerMessage;

/** Every setting there is: the one source of defaults, bounds, checks, suggestions and of the tables that people read. */
final class SettingsTable {
    private static final List<Setting<?>> ROWS = new ArrayList<>();

    private static final int MOST_PROCESSES = 64;
    private static final int MOST_THREADS = 256;
    private static final int MOST_COMMIT_EVERY = 1_000_000;
    private static final long MEBIBYTE = 1L << 20;
    private static final long GIBIBYTE = 1L << 30;
    private static final ValueKind<Boolean> SWITCH = new Choice<>(words(List.of(true, false), String::valueOf));

    static final Setting<TransportKind> TRANSPORT = row(
            "transport",
            choice(TransportKind.values(), SettingsTable::hyphenated),
            "queue",
            "what carries the messages");
    static final Setting<Protocol> PROTOCOL =
            row("protocol", choice(Protocol.values(), Protocol::word), "core", "what clients of the broker speak");
    static final Setting<Waiting> SHARED_MEMORY_WAIT = row(
            "sharedMemory.wait",
            choice(Waiting.values(), Waiting::word),
            "park",
            "what the consumer does while shared memory holds no message: `spin` looks all the time and takes a core of its own,"
                    + " `park` sleeps 20 µs between looks");
    static final Setting<BrokerMode> BROKER_MODE = row(
            "broker.mode",
            choice(BrokerMode.values(), SettingsTable::hyphenated),
            "process",
            "where the broker runs: a process of its own, inside the supervisor, or started by somebody else");
    static final Setting<String> BROKER_URL = row(
            "broker.url",
            new Text(Pattern.compile("|\\(?tcp://[^\\p{Cntrl}\\s]{1,2000}"), "an Artemis URL such as tcp://host:61616"),
            "",
            "where the `external` broker listens");
    static final Setting<String> BROKER_PROFILE = row(
            "broker.profile",
            new Text(
                    Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
                    "the name of a folder under broker-config/profiles"),
            "default",
            "the broker's configuration, a `broker.xml`");
    static final Setting<String> BROKER_PROPERTIES = row(
            "broker.properties",
            new Entries(Pattern.compile("[^\\p{Cntrl}\\s=]{1,500}"), "without spaces and `=`"),
            "{}",
            "Artemis broker properties, applied over the profile");
    static final Setting<Long> BROKER_HEAP = row(
            "broker.heap",
            new Size(64 * MEBIBYTE, "", 64 * GIBIBYTE),
            "1GiB",
            "heap of a broker that is a process of its own");
    static final Setting<Boolean> BROKER_STAGES = row(
            "broker.stages",
            SWITCH,
            "true",
            "whether the lab's own broker records when each message arrived, was stored and was handed out");
    static final Setting<Storage> QUEUE_STORAGE = row(
            "queue.storage",
            choice(Storage.values(), SettingsTable::hyphenated),
            "durable",
            "`durable`: durable queue and persistent messages; `memory`: neither");
    static final Setting<Integer> QUEUE_COUNT = row(
            "queue.count",
            new Count(1, MOST_THREADS),
            "1",
            "number of queues; producers and consumers are spread over them");
    static final Setting<Integer> QUEUE_COPIES =
            row("queue.copies", new Count(1, 64), "1", "copies of each message handed out, one for each subscription");
    static final Setting<Integer> PRODUCER_PROCESSES =
            row("producer.processes", new Count(1, MOST_PROCESSES), "1", "producer processes");
    static final Setting<Integer> PRODUCER_THREADS =
            row("producer.threads", new Count(1, MOST_THREADS), "1", "sending threads in each of them");
    static final Setting<Load> PRODUCER_LOAD = row(
            "producer.load",
            new Rate(0.01, 10_000_000),
            "1000/s",
            "rate offered by all producers together; `saturate` sends as fast as confirmations allow");
    static final Setting<Arrivals> PRODUCER_ARRIVALS = row(
            "producer.arrivals",
            choice(Arrivals.values(), Arrivals::word),
            "even",
            "how the due times of a rate are spaced");
    static final Setting<Long> PRODUCER_SIZE = row(
            "producer.size",
            new Size(Stamp.BYTES, " (the stamp)", 100 * MEBIBYTE),
            "1KiB",
            "whole body of a message, stamp included");
    static final Setting<SendMode> PRODUCER_SEND = row(
            "producer.send",
            choice(SendMode.values(), SendMode::word),
            "async",
            "`async`: a listener hears of the broker's confirmation; `blocking`: the send call waits for it");
    static final Setting<Integer> PRODUCER_IN_FLIGHT =
            row("producer.inFlight", new Count(1, 1_000_000), "1000", "most unconfirmed messages of a thread");
    static final Setting<Integer> PRODUCER_COMMIT_EVERY =
            row("producer.commitEvery", new Count(0, MOST_COMMIT_EVERY), "0", "messages in a transaction, 0 for none");
    static final Setting<Boolean> PRODUCER_DUPLICATE_DETECTION = row(
            "producer.duplicateDetection",
            SWITCH,
            "false",
            "whether each message carries an id by which the broker drops a second copy");
    static final Setting<Integer> CONSUMER_PROCESSES =
            row("consumer.processes", new Count(1, MOST_PROCESSES), "1", "consumer processes");
    static final Setting<Integer> CONSUMER_THREADS =
            row("consumer.threads", new Count(1, MOST_THREADS), "1", "receiving threads in each of them");
    static final Setting<AckMode> CONSUMER_ACK = row(
            "consumer.ack",
            choice(AckMode.values(), AckMode::word),
            "auto",
            "how a consumer acknowledges; `pre` lets the broker forget a message as it hands it out");
    static final Setting<Integer> CONSUMER_COMMIT_EVERY = row(
            "consumer.commitEvery",
            new Count(1, MOST_COMMIT_EVERY),
            "1",
            "messages in a transaction, with `consumer.ack: transacted`");
    static final Setting<Long> CONSUMER_WINDOW = row(
            "consumer.window",
            new Size(0, "", GIBIBYTE),
            "1MiB",
            "bytes of messages a consumer fetches ahead; with 0 each costs a round trip; `amqp` counts messages, as many as fit");
    static final Setting<Work> CONSUMER_WORK = row(
            "consumer.work",
            new WorkPerMessage(Duration.ofNanos(1_000), Duration.ofMinutes(1)),
            "none",
            "what is done for each message: burn CPU time or wait, the same for each or drawn from an exponential distribution");
    static final Setting<Lock> CONSUMER_LOCK = row(
            "consumer.lock",
            choice(Lock.values(), SettingsTable::hyphenated),
            "none",
            "`process`: one lock around the work of a whole process, like a global interpreter lock");
    static final Setting<Duration> CONSUMER_DELAY = row(
            "consumer.delay",
            new Span(Duration.ZERO, Duration.ofHours(1)),
            "0",
            "consumers begin to receive this long after the producers begin to send, so that a backlog awaits them");
    static final Setting<Duration> CONSUMER_STAGGER = row(
            "consumer.stagger",
            new Span(Duration.ZERO, Duration.ofHours(1)),
            "0",
            "each consumer process begins to receive this long after the one before it");
    static final Setting<Double> CONSUMER_FAIL =
            row("consumer.fail", new Share(), "0%", "share of messages whose handling throws");
    static final Setting<Double> CONSUMER_ROLLBACK = row(
            "consumer.rollback",
            new Share(),
            "0%",
            "share of messages that roll their transaction back, with `consumer.ack: transacted`");
    static final Setting<String> CLIENT_OPTIONS = row(
            "client.options",
            new Entries(Pattern.compile("[A-Za-z][A-Za-z0-9]{0,99}"), "of letters and digits"),
            "{}",
            "extra options of the connection URL");
    static final Setting<Duration> WARMUP = row(
            "warmup",
            new Span(Duration.ZERO, Duration.ofHours(1)),
            "5s",
            "messages due in this time are sent, and not measured");
    static final Setting<Duration> MEASURE = row(
            "measure",
            new Span(Duration.ofMillis(100), Duration.ofHours(24)),
            "15s",
            "messages due in this time are measured");
    static final Setting<Duration> DRAIN = row(
            "drain",
            new Span(Duration.ofMillis(100), Duration.ofHours(1)),
            "30s",
            "deadline for the last confirmations and deliveries");
    static final Setting<Integer> REPEATS = row("repeats", new Count(1, 1000), "3", "trials of each point");

    private SettingsTable() {}

    /** Every row, in the order in which people read them. */
    static List<Setting<?>> rows() {
        return Collections.unmodifiableList(ROWS);
    }

    /** The setting that a dotted key writes: its own, or the mapping of which it is an entry. */
    static Optional<Setting<?>> settingOf(String key) {
        for (Setting<?> row : ROWS) {
            if (row.hasEntries() ? key.startsWith(row.entry("")) : key.equals(row.key())) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /** Whether settings lie beneath this key: {@code producer}, {@code client.options}. */
    static boolean isSection(String key) {
        return ROWS.stream()
                .anyMatch(row -> row.key().startsWith(key + ".")
                        || (row.hasEntries() && row.key().equals(key)));
    }

    /** The key or section that somebody who wrote an unknown one probably meant. */
    static Optional<String> nearest(String unknown) {
        var known = new LinkedHashSet<String>();
        for (Setting<?> row : ROWS) {
            known.add(row.key());
            known.add(row.key().substring(0, Math.max(0, row.key().lastIndexOf('.'))));
        }
        known.remove("");
        return Nearest.to(unknown, known);
    }

    private static <T> Setting<T> row(String key, ValueKind<T> kind, String byDefault, String about) {
        var row = new Setting<>(key, kind, byDefault, about);
        ROWS.add(row);
        return row;
    }

    private static <E extends Enum<E>> Choice<E> choice(E[] constants, Function<E, String> word) {
        return new Choice<>(words(Arrays.asList(constants), word));
    }

    private static <T> Map<String, T> words(List<T> meanings, Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        meanings.forEach(meaning -> words.put(word.apply(meaning), meaning));
        return words;
    }

    /** The word for a constant whose name is the word in capitals. */
    private static String hyphenated(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
