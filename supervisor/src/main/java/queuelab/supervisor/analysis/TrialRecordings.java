package queuelab.supervisor.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.DiskProbe;
import queuelab.exchange.recording.Latencies;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyLogReader;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.LedgerReader;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.Sample.ProcessSample;
import queuelab.exchange.recording.SampleLog;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecord.Child;
import queuelab.supervisor.analysis.TrialResult.Latency;

/**
 * Everything a trial left in its folder, opened and checked. What is missing or damaged is listed, not thrown: the rest is still worth
 * judging.
 */
final class TrialRecordings implements AutoCloseable {
    private static final String BROKER = "broker";

    private final Path folder;
    private final TrialRecord trial;
    private final TrialSettings settings;
    private final List<WorkerRecordings> workers = new ArrayList<>();
    private final NoteIndex notes = new NoteIndex();
    private final Latencies latencies = new Latencies();
    private final Map<Measure, Latency> summaries = new EnumMap<>(Measure.class);
    private final List<String> damage = new ArrayList<>();
    private List<Sample> samples = List.of();
    private @Nullable DiskProbe disk;

    private TrialRecordings(Path folder, TrialRecord trial) {
        this.folder = folder;
        this.trial = trial;
        this.settings = new TrialSettings(trial.settings());
    }

    static TrialRecordings open(Path folder, TrialRecord trial) {
        var recordings = new TrialRecordings(folder, trial);
        if (recordings.started()) {
            recordings.readSamples();
            recordings.openWorkers();
            recordings.readBroker();
            recordings.readDisk();
            recordings.checkProducers();
        }
        return recordings;
    }

    Path folder() {
        return folder;
    }

    TrialRecord trial() {
        return trial;
    }

    TrialSettings settings() {
        return settings;
    }

    /** Whether the workers got their start; otherwise there are no recordings, nor is one missing. */
    boolean started() {
        return trial.startNanos() != 0;
    }

    List<WorkerRecordings> workers() {
        return workers;
    }

    List<Sample> samples() {
        return samples;
    }

    NoteIndex notes() {
        return notes;
    }

    /** What the disk was probed to be; absent where it was not. */
    @Nullable
    DiskProbe disk() {
        return disk;
    }

    /** The latencies of all workers and of the broker, merged. */
    Latencies latencies() {
        return latencies;
    }

    /** What was measured of these as figures; worked out once, because a histogram goes through all of itself for each. */
    Latency latency(Measure measure) {
        return summaries.computeIfAbsent(measure, of -> LatencySummary.of(latencies.measured(of)));
    }

    /** What is missing or damaged, in words, each naming its file. */
    List<String> damage() {
        return Stream.concat(damage.stream(), workers.stream().flatMap(worker -> worker.damage().stream()))
                .toList();
    }

    /** Whether a consumer's recordings are damaged: then a message that did not arrive cannot be told from one whose record is gone. */
    boolean consumersDamaged() {
        return workers.stream()
                .anyMatch(worker -> worker.consumer() && (!worker.damage().isEmpty() || incomplete(worker.child())));
    }

    /** Gone with its agent, or its recordings did not all come from there. */
    private boolean incomplete(Child child) {
        return child.agent() != null
                && (child.exitCode() == null
                        || trial.problems().stream()
                                .anyMatch(problem -> problem.startsWith("the recordings of " + child.folder() + " ")));
    }

    /** One of each process that the broker ran in; it wrote none where it died before it could. */
    List<Path> brokerLogs() {
        List<Path> logs = new ArrayList<>();
        logs.add(folder.resolve(BROKER).resolve(BrokerLog.FILE));
        trial.processes().stream()
                .filter(child -> child.role().equals(BROKER) && !child.folder().equals(BROKER))
                .map(child -> folder.resolve(child.folder()).resolve(BrokerLog.FILE))
                .filter(Files::exists)
                .forEach(logs::add);
        return logs;
    }

    /** All ledgers of a kind, of all workers. */
    List<LedgerReader> ledgers(LedgerKind kind) {
        return workers.stream().flatMap(worker -> worker.ledgers(kind).stream()).toList();
    }

    /** Children that ended other than they should. */
    List<Child> dead() {
        return trial.processes().stream().filter(TrialRecordings::died).toList();
    }

    static boolean died(Child child) {
        Integer exitCode = child.exitCode();
        return exitCode == null || exitCode != 0 || child.failure() != null;
    }

    private void readSamples() {
        try {
            samples = SampleLog.read(folder);
        } catch (IOException e) {
            damage.add(String.valueOf(e.getMessage()));
        }
    }

    private void openWorkers() {
        Map<String, ProcessSample> last = new HashMap<>();
        samples.forEach(sample -> sample.processes().forEach(process -> last.put(process.name(), process)));
        trial.processes().stream()
                .filter(child -> child.role().equals("producer") || child.role().equals("consumer"))
                .sorted(Comparator.comparing(Child::role).thenComparingInt(Child::index))
                .forEach(child -> {
                    var worker = WorkerRecordings.open(folder, child, notes);
                    String name = child.role() + "-" + child.index();
                    worker.checkComplete(last.getOrDefault(name, new ProcessSample(name, 0, 0, 0, 0, 0, 0, 0, 0)));
                    workers.add(worker);
                    latencies.add(worker.latencies());
                });
    }

    /** What each life of the lab's own broker recorded; a broker in the supervisor is no child, and an external one records nothing. */
    private void readBroker() {
        Set<String> folders = new LinkedHashSet<>(List.of(BROKER));
        trial.processes().stream()
                .filter(child -> child.role().equals(BROKER))
                .forEach(child -> folders.add(child.folder()));
        for (String name : folders) {
            Path log = folder.resolve(name).resolve(LatencyLog.FILE);
            if (Files.exists(log)) {
                try {
                    latencies.add(LatencyLogReader.read(log));
                } catch (IOException e) {
                    damage.add(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void readDisk() {
        try {
            disk = DiskProbe.read(folder).orElse(null);
        } catch (IOException e) {
            damage.add(String.valueOf(e.getMessage()));
        }
    }

    private void checkProducers() {
        for (LedgerKind kind : List.of(LedgerKind.ATTEMPTED, LedgerKind.ACKNOWLEDGED)) {
            Set<Integer> present = new HashSet<>();
            ledgers(kind).forEach(ledger -> present.add(ledger.producer()));
            List<Integer> absent = IntStream.range(0, settings.producers())
                    .filter(producer -> !present.contains(producer) && !isDamaged(kind, producer))
                    .boxed()
                    .toList();
            if (!absent.isEmpty()) {
                damage.add(folder + ": no “" + kind.word() + "” ledger of producer " + absent + " was found");
            }
        }
    }

    private boolean isDamaged(LedgerKind kind, int producer) {
        String name = kind.word() + "-p" + producer + "-";
        return damage().stream().anyMatch(what -> what.contains(name));
    }

    @Override
    public void close() {
        workers.forEach(WorkerRecordings::close);
    }
}
