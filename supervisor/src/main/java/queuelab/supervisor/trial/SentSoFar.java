package queuelab.supervisor.trial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import queuelab.exchange.recording.DamagedRecording;
import queuelab.exchange.recording.LedgerReader;
import queuelab.exchange.recording.TrialRecord.Event;

/**
 * How many messages each producer of a trial has attempted by now, read from the ledgers that it is writing: with that written beside a fault, judging can tell which
 * messages the fault met. Of producers at agents it is what has come home, a second old at most.
 */
final class SentSoFar {
    /** Reading more would hold up the trial's thread, and fill its record. */
    private static final int MOST_PRODUCERS = 64;

    private final Path trialFolder;

    SentSoFar(Path trialFolder) {
        this.trialFolder = trialFolder;
    }

    /**
     * As figures of an event; empty where there are too many producers, or a ledger grew at this very moment.
     *
     * @throws IOException when a ledger cannot be read
     */
    Map<String, Long> figures() throws IOException {
        Map<String, Long> figures = new HashMap<>();
        try (DirectoryStream<Path> producers = Files.newDirectoryStream(trialFolder, "producer-*")) {
            for (Path producer : producers) {
                addLedgers(producer, figures);
            }
        } catch (DamagedRecording growing) {
            return Map.of();
        }
        return figures.size() > MOST_PRODUCERS ? Map.of() : figures;
    }

    private static void addLedgers(Path producer, Map<String, Long> figures) throws IOException {
        try (DirectoryStream<Path> ledgers = Files.newDirectoryStream(producer, "attempted-*" + LedgerReader.SUFFIX)) {
            for (Path file : ledgers) {
                if (figures.size() > MOST_PRODUCERS) {
                    return;
                }
                try (LedgerReader ledger = LedgerReader.open(file)) {
                    figures.put(Event.sentBy(ledger.producer()), ledger.cardinality());
                }
            }
        }
    }
}
