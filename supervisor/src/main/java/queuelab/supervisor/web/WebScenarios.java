package queuelab.supervisor.web;

import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.scenario.Combination;
import queuelab.supervisor.scenario.Scenario;
import queuelab.supervisor.scenario.ScenarioLibrary;
import queuelab.supervisor.scenario.ScenarioProblems;
import queuelab.supervisor.scenario.Settings;
import queuelab.supervisor.scenario.Settings.BrokerMode;

/**
 * What a scenario that came over the network may ask for. The command line takes any; whoever has the terminal has the machine anyway. Broker
 * properties and client options can name classes, files and hosts, so only those that a shipped scenario uses pass.
 */
@Singleton
final class WebScenarios {
    private static final String PROPERTIES = "broker.properties.";
    private static final String OPTIONS = "client.options.";
    /** A number, a switch, a size or a word: no path, no class name, no URL. */
    private static final Predicate<String> PLAIN =
            Pattern.compile("-?[A-Za-z0-9]{0,40}").asMatchPredicate();

    private static final int MOST_TRIALS = 200;
    private static final int MOST_PROCESSES = 40;
    private static final int MOST_THREADS = 256;
    private static final int MOST_SIZE_BYTES = 4 << 20;
    private static final long MOST_HEAP_BYTES = 4L << 30;
    private static final long MOST_RATE = 100_000;
    private static final long MOST_HOURS = 6;

    private final ScenarioLibrary library;
    private final Distribution distribution;
    private final boolean externalBrokers;

    WebScenarios(ScenarioLibrary library, Distribution distribution, ServeSettings settings) {
        this.library = library;
        this.distribution = distribution;
        this.externalBrokers = settings.externalBrokers();
    }

    /** Every objection to it, in words; none where it may be run. */
    List<String> objections(Scenario scenario) throws ScenarioProblems {
        long trials = (long) scenario.combinations().size() * scenario.repeats();
        var objections = new LinkedHashSet<String>();
        most(objections, "trials", trials, MOST_TRIALS);
        Set<String> known = knownEntries();
        long seconds = 0;
        for (Combination combination : scenario.combinations()) {
            combination.written().forEach((key, value) -> entry(objections, known, key, value));
            Settings settings = Settings.of(combination.written());
            check(objections, settings);
            seconds += settings.warmup().plus(settings.measure()).toSeconds() * scenario.repeats();
        }
        most(objections, "hours", seconds / 3600, MOST_HOURS);
        return new ArrayList<>(objections);
    }

    private void check(Set<String> objections, Settings settings) {
        var producer = settings.producer();
        var consumer = settings.consumer();
        if (settings.broker().mode() == BrokerMode.EXTERNAL && !externalBrokers) {
            objections.add(
                    "`broker.mode: external` is refused here: lab serve --allow-external-brokers admits connections to other hosts");
        }
        if (!Files.isDirectory(distribution.profiles().resolve(settings.broker().profile()))) {
            objections.add("there is no broker profile `" + settings.broker().profile() + "`");
        }
        most(objections, "processes in a trial", producer.processes() + consumer.processes(), MOST_PROCESSES);
        most(
                objections,
                "threads in a trial",
                (long) producer.processes() * producer.threads() + (long) consumer.processes() * consumer.threads(),
                MOST_THREADS);
        most(objections, "bytes in a message (`producer.size`)", producer.sizeBytes(), MOST_SIZE_BYTES);
        most(objections, "bytes of `broker.heap`", settings.broker().heapBytes(), MOST_HEAP_BYTES);
        most(
                objections,
                "messages a second (`producer.load`)",
                (long) Math.ceil(producer.load().perSecond()),
                MOST_RATE);
    }

    private static void entry(Set<String> objections, Set<String> known, String key, String value) {
        boolean entry = key.startsWith(PROPERTIES) || key.startsWith(OPTIONS);
        if (entry && !known.contains(key)) {
            objections.add("`" + key
                    + "` is refused here: it could name files, classes or hosts, and no shipped scenario uses it");
        } else if (entry && !PLAIN.test(value)) {
            objections.add("`" + key + "` must be a number or a word here");
        }
    }

    private Set<String> knownEntries() throws ScenarioProblems {
        Set<String> known = new LinkedHashSet<>();
        for (Scenario shipped : library.shipped()) {
            for (Combination combination : shipped.combinations()) {
                known.addAll(combination.written().keySet());
            }
        }
        return known;
    }

    private static void most(Set<String> objections, String what, long value, long most) {
        if (value > most) {
            objections.add("at most %,d %s are taken here, got %,d".formatted(most, what, value));
        }
    }
}
