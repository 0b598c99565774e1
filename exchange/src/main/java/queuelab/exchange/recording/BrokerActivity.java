package queuelab.exchange.recording;

/**
 * What the lab's own broker had done at one moment, about once a second: one JSON line of {@code activity.jsonl} in the broker's folder.
 * Counts and times are totals since its process started; −1 where the system does not tell.
 *
 * @param atNanos {@link System#nanoTime()}
 * @param journalFlushes how often the journal's buffer was written out; a sync follows where a record of it asked for one and
 *     {@code journalDatasync} is on
 * @param deviceFlushes how often the storage device was told to flush its cache since the machine started, by any process: the syncs that got
 *     there
 * @param writtenBytes what the process had the system write to any disk: journal, pages, large messages, recordings
 * @param pages page files now, of all addresses of the trial
 * @param messageBytes memory that messages take now, as the broker accounts for it
 * @param cpuMillis CPU time of the process
 * @param collections garbage collections
 * @param collectionMillis time the process stood still for them
 * @param heapBytes heap in use now, garbage included
 */
public record BrokerActivity(
        long atNanos,
        long journalFlushes,
        long deviceFlushes,
        long writtenBytes,
        long pages,
        long messageBytes,
        long cpuMillis,
        long collections,
        long collectionMillis,
        long heapBytes) {
    public static final String FILE = "activity.jsonl";
}
