package queuelab.supervisor.live;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.LedgerReader;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.NoteLogReader;

/**
 * Reads the ledgers of a lane while its processes write them. Owned by the thread that keeps the accounts.
 *
 * <p>What was confirmed at the last look is compared with what has been received at this one, after the depth of the queue was read: a message
 * of then is received by now, or was still in the broker, or is lost. So the loss is a lower bound, and exact once the queue is empty; what
 * was lost by then stays so while the queue fills again.
 */
final class LiveLedgers {
    private final Path folder;
    private Map<Integer, long[]> confirmedBefore = Map.of();
    /** What was missing when the queue was empty: lost for certain, whatever waits in the queue now. */
    private Map<Integer, long[]> gone = Map.of();

    LiveLedgers(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks once.
     *
     * @param depth messages in the queue, read before this; null where the broker does not answer
     * @param receiptsLost whether a consumer is gone with its agent: what it received last is then on no record
     * @param forgetful whether the broker forgets messages as it hands them out, so that its depth says nothing of what is on its way
     */
    Account look(@Nullable Long depth, boolean forgetful, boolean receiptsLost) throws IOException {
        Received received = received();
        Map<Integer, long[]> missing = missing(confirmedBefore, received.union);
        long unsettled = cardinality(missing);
        confirmedBefore = confirmed();
        long acknowledged = cardinality(confirmedBefore);
        long distinct = cardinality(received.union);
        long duplicated = received.total - distinct + duplicateNotes();
        if (forgetful) {
            String words = unsettled == 0
                    ? ""
                    : "with `pre` the broker forgets a message as it hands it out: on its way or lost, nobody can tell yet";
            return new Account(acknowledged, distinct, duplicated, unsettled == 0 ? 0L : null, unsettled, words);
        }
        if (depth == null) {
            return new Account(
                    acknowledged, distinct, duplicated, null, unsettled, "known once the broker answers again");
        }
        if (depth == 0 && !receiptsLost) {
            gone = missing;
        }
        long goneStill = cardinality(missing(gone, received.union));
        long lost = goneStill + Math.max(0, unsettled - goneStill - depth);
        if (lost > 0 && receiptsLost) {
            String words = "a consumer died with its agent, and its last receipts with it: lost, or received and not on"
                    + " record, nobody can tell";
            return new Account(acknowledged, distinct, duplicated, null, unsettled, words);
        }
        return new Account(acknowledged, distinct, duplicated, lost, unsettled - lost, "");
    }

    private record Received(Map<Integer, long[]> union, long total) {}

    private Received received() throws IOException {
        var union = new HashMap<Integer, long[]>();
        long total = 0;
        for (Path file : files("consumer-*", "received-*" + LedgerReader.SUFFIX)) {
            try (LedgerReader ledger = LedgerReader.open(file)) {
                long[] words = words(ledger); // one reading for both: the consumer goes on writing
                total += cardinality(words);
                union.merge(ledger.producer(), words, LiveLedgers::or);
            }
        }
        return new Received(union, total);
    }

    private Map<Integer, long[]> confirmed() throws IOException {
        var confirmed = new HashMap<Integer, long[]>();
        for (Path file : files("producer-*", "acknowledged-*" + LedgerReader.SUFFIX)) {
            try (LedgerReader ledger = LedgerReader.open(file)) {
                confirmed.merge(ledger.producer(), words(ledger), LiveLedgers::or);
            }
        }
        return confirmed;
    }

    private long duplicateNotes() throws IOException {
        long[] count = new long[1];
        for (Path file : files("consumer-*", "*" + NoteLogReader.SUFFIX)) {
            NoteLogReader.read(file, (note, owner) -> count[0] += note.kind() == NoteKind.DUPLICATE ? 1 : 0);
        }
        return count[0];
    }

    private List<Path> files(String folders, String names) throws IOException {
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(folder, folders)) {
            for (Path process : processes) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(process, names)) {
                    files.forEach(found::add);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // Nothing has started yet.
        }
        return found;
    }

    private static long[] words(LedgerReader ledger) {
        long[] words = new long[Math.toIntExact(ledger.words())];
        ledger.words(0, words);
        return words;
    }

    private static long[] or(long[] a, long[] b) {
        long[] longer = a.length >= b.length ? a : b;
        long[] shorter = a.length >= b.length ? b : a;
        for (int i = 0; i < shorter.length; i++) {
            longer[i] |= shorter[i];
        }
        return longer;
    }

    private static Map<Integer, long[]> missing(Map<Integer, long[]> confirmed, Map<Integer, long[]> received) {
        var missing = new HashMap<Integer, long[]>();
        confirmed.forEach((producer, words) ->
                missing.put(producer, missing(words, received.getOrDefault(producer, new long[0]))));
        return missing;
    }

    private static long[] missing(long[] confirmed, long[] received) {
        long[] missing = new long[confirmed.length];
        for (int i = 0; i < confirmed.length; i++) {
            missing[i] = confirmed[i] & ~(i < received.length ? received[i] : 0);
        }
        return missing;
    }

    private static long cardinality(Map<Integer, long[]> sets) {
        return sets.values().stream().mapToLong(LiveLedgers::cardinality).sum();
    }

    private static long cardinality(long[] words) {
        long count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }
}
