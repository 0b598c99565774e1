package queuelab.supervisor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.BrokerActivity;
import queuelab.exchange.recording.TrialRecord;

/**
 * What the broker did over a trial, as lines to draw, thinned to a number of moments. Lists are as long as {@code seconds}; null where nothing is
 * known, as between two lives of a broker.
 *
 * @param seconds time after the common start
 * @param journalFlushesPerSecond how often the journal's buffer was written out
 * @param deviceFlushesPerSecond how often the disk was told to make things durable, by any process
 * @param writtenMebibytesPerSecond what the broker's process had written to any disk
 * @param pages page files, at that moment
 * @param heapMebibytes heap in use, garbage included, at that moment
 * @param collectionMillisPerSecond time stood still for garbage collection
 */
record ActivitySeries(
        List<Double> seconds,
        List<@Nullable Double> journalFlushesPerSecond,
        List<@Nullable Double> deviceFlushesPerSecond,
        List<@Nullable Double> writtenMebibytesPerSecond,
        List<@Nullable Double> pages,
        List<@Nullable Double> heapMebibytes,
        List<@Nullable Double> collectionMillisPerSecond) {
    private static final double MEBIBYTE = 1 << 20;

    static Optional<ActivitySeries> of(TrialTrace trace, int moments) {
        TrialRecord record = trace.record();
        List<BrokerActivity> activity = record == null
                ? List.of()
                : trace.activity().stream()
                        .filter(moment -> moment.atNanos() - record.startNanos() > -1_000_000_000L)
                        .toList();
        if (record == null || record.startNanos() == 0 || activity.size() < 2) {
            return Optional.empty();
        }
        var series = new ActivitySeries(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        int step = Math.max(1, Math.ceilDiv(activity.size() - 1, moments));
        for (int from = 0; from < activity.size() - 1; from += step) {
            int to = Math.min(from + step, activity.size() - 1);
            series.add(activity.get(from), activity.get(to), record.startNanos());
        }
        return Optional.of(series);
    }

    private void add(BrokerActivity before, BrokerActivity now, long startNanos) {
        seconds.add(Math.rint((now.atNanos() - startNanos) / 1e7) / 100);
        journalFlushesPerSecond.add(rate(before, now, BrokerActivity::journalFlushes, 1));
        deviceFlushesPerSecond.add(rate(before, now, BrokerActivity::deviceFlushes, 1));
        writtenMebibytesPerSecond.add(rate(before, now, BrokerActivity::writtenBytes, MEBIBYTE));
        pages.add((double) now.pages());
        heapMebibytes.add(Math.rint(now.heapBytes() / MEBIBYTE));
        collectionMillisPerSecond.add(rate(before, now, BrokerActivity::collectionMillis, 1));
    }

    private static @Nullable Double rate(
            BrokerActivity before, BrokerActivity now, ToLongFunction<BrokerActivity> count, double unit) {
        long from = count.applyAsLong(before);
        long to = count.applyAsLong(now);
        double elapsed = (now.atNanos() - before.atNanos()) / 1e9;
        return from < 0 || to < from || elapsed <= 0
                ? null
                : (Double) (Math.rint((to - from) / unit / elapsed * 100) / 100);
    }
}
