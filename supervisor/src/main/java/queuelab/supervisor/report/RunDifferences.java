package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.TrialRecord;
import queuelab.supervisor.analysis.PointKey;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.TrialResult;

/**
 * What differs between two runs besides their results: a difference in the figures may come from any of it.
 *
 * @param environment of the machines
 * @param scenario settings in effect at equal points
 * @param broker the broker's effective configuration at equal points
 */
public record RunDifferences(List<Difference> environment, List<Difference> scenario, List<Difference> broker) {
    private static final String ABSENT = "(absent)";
    /** Differ in every two runs and say nothing. */
    private static final List<String> EXPECTED = List.of("started", "seed", "dataFreeBytes");

    public RunDifferences {
        environment = List.copyOf(environment);
        scenario = List.copyOf(scenario);
        broker = List.copyOf(broker);
    }

    /** One name that has two values; where says at which point, empty for the whole run. */
    public record Difference(String where, String name, String a, String b) {}

    /** Settings and broker come from the recordings of the first trial of each point; where those are gone, nothing is listed. */
    public static RunDifferences of(RunFolder folderOfA, RunResults a, RunFolder folderOfB, RunResults b) {
        List<Difference> scenario = new ArrayList<>();
        List<Difference> broker = new ArrayList<>();
        for (PointView point : PointView.of(a)) {
            PointKey key = new PointKey(point.variant(), point.point());
            TrialRecord ofA = record(folderOfA, a, key);
            TrialRecord ofB = record(folderOfB, b, key);
            if (ofA != null && ofB != null) {
                compare(point.label(), ofA.settings(), ofB.settings(), scenario);
                compare(point.label(), brokerOf(ofA), brokerOf(ofB), broker);
            }
        }
        List<Difference> environment = new ArrayList<>();
        Map<String, String> environmentOfA = flat(a.environment());
        Map<String, String> environmentOfB = flat(b.environment());
        EXPECTED.forEach(environmentOfA::remove);
        EXPECTED.forEach(environmentOfB::remove);
        compare("", environmentOfA, environmentOfB, environment);
        return new RunDifferences(environment, scenario, broker);
    }

    /** The first record of a point's trials that can be read: they all say the same of settings and broker. */
    private static @Nullable TrialRecord record(RunFolder folder, RunResults run, PointKey key) {
        for (TrialResult trial : run.trials()) {
            if (PointKey.of(trial).equals(key)) {
                TrialRecord record = TrialTrace.record(folder.trial(trial.id()));
                if (record != null) {
                    return record;
                }
            }
        }
        return null;
    }

    private static Map<String, String> brokerOf(TrialRecord record) {
        Map<String, String> facts = new TreeMap<>();
        TrialRecord.Broker broker = record.broker();
        if (broker != null) {
            facts.putAll(broker.configuration());
            facts.put("version", broker.version());
            facts.put("mode", broker.mode());
            facts.put("journal", broker.journal());
        }
        return facts;
    }

    private static Map<String, String> flat(Map<String, Object> map) {
        Map<String, String> flat = new TreeMap<>();
        Fact.of(map).forEach(fact -> flat.put(fact.name(), fact.value()));
        return flat;
    }

    private static void compare(
            String where, Map<String, String> a, Map<String, String> b, List<Difference> differences) {
        TreeSet<String> names = new TreeSet<>(a.keySet());
        names.addAll(b.keySet());
        for (String name : names) {
            String ofA = a.getOrDefault(name, ABSENT);
            String ofB = b.getOrDefault(name, ABSENT);
            if (!ofA.equals(ofB)) {
                differences.add(new Difference(where, name, ofA, ofB));
            }
        }
    }
}
