package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Sample;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecord.Event;
import queuelab.supervisor.analysis.Happened.Backlog;
import queuelab.supervisor.analysis.Happened.ChangeFacts;
import queuelab.supervisor.analysis.Happened.FaultFacts;

/** Finds out, from a trial's recordings alone, what came of that which was done to it. */
final class HappenedReader {
    private static final double RATE_BACK = 0.9;
    /** What queues hold at any moment is no backlog: this many messages, or what arrives in this share of a second. */
    private static final long MOMENT_MESSAGES = 50;

    private static final double MOMENT_SECONDS = 0.1;

    private final TrialRecordings recordings;
    private final TrialRecord trial;
    private final WindowSeries series;
    private final Disturbances disturbances;
    private final FaultTally tally;

    private HappenedReader(TrialRecordings recordings, WindowSeries series, FaultTally tally) {
        this.recordings = recordings;
        this.tally = tally;
        this.trial = recordings.trial();
        this.series = series;
        this.disturbances = new Disturbances(trial);
    }

    /**
     * Absent where nothing was done.
     *
     * @param tally what became of the messages that met each fault
     */
    static @Nullable Happened read(TrialRecordings recordings, WindowSeries series, FaultTally tally) {
        var reader = new HappenedReader(recordings, series, tally);
        return reader.disturbances.any() ? reader.read() : null;
    }

    private Happened read() {
        var silence = Silence.of(recordings);
        List<FaultSpan> spans = tally.faults();
        List<FaultFacts> faults = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            long next = i + 1 < spans.size() ? spans.get(i + 1).begin().atNanos() : Long.MAX_VALUE;
            faults.add(fault(i, spans.get(i), next, silence));
        }
        List<ChangeFacts> changes = disturbances.changes().stream()
                .map(event -> new ChangeFacts(since(event), event.subject(), event.value(), event.what()))
                .toList();
        return new Happened(faults, changes, backlog());
    }

    private FaultFacts fault(int number, FaultSpan span, long nextNanos, Silence silence) {
        Event begin = span.begin();
        long sinceStart = begin.atNanos() - trial.startNanos();
        long untilNext = nextNanos == Long.MAX_VALUE ? Long.MAX_VALUE / 2 : nextNanos - trial.startNanos();
        boolean silencesKnown = recordings.workers().stream().anyMatch(WorkerRecordings::consumer);
        return new FaultFacts(
                since(begin),
                begin.what().substring(Event.FAULT.length()),
                begin.subject(),
                begin.value(),
                begin.value().equals("killed"),
                silencesKnown ? silence.longestNanos(sinceStart, untilNext) : null,
                span.mendedNanos().isPresent() ? Long.valueOf(span.mendedNanos().getAsLong()) : null,
                rateBack(begin),
                millis(span.figure("journalMillis").orElse(null)),
                span.figure("messages").orElse(null),
                tally.messages(number));
    }

    private static @Nullable Long millis(@Nullable Long millis) {
        return millis == null ? null : (Long) (millis * 1_000_000);
    }

    /** From the fault to the end of the last second, before the rate was back, in which it was not; 0 where it never sank. */
    private @Nullable Long rateBack(Event begin) {
        List<Double> rates = series.received().eachSecond();
        int at = (int) Math.floorDiv(since(begin), 1_000_000_000L);
        if (at <= 0 || at >= rates.size()) {
            return null;
        }
        double before = Thirds.median(rates.subList(0, at));
        int sank = -1;
        for (int second = at; second < Math.min(rates.size(), at + 3); second++) {
            if (rates.get(second) < RATE_BACK * before) {
                sank = second;
                break;
            }
        }
        if (sank < 0) {
            return 0L;
        }
        for (int second = sank + 1; second < rates.size(); second++) {
            if (rates.get(second) >= RATE_BACK * before) {
                return second * 1_000_000_000L - since(begin);
            }
        }
        return null;
    }

    private @Nullable Backlog backlog() {
        List<Sample> known = recordings.samples().stream()
                .filter(sample -> sample.depth() >= 0)
                .toList();
        Double offered = new OfferedLoad(trial).perSecond();
        double moment = Math.max(MOMENT_MESSAGES, offered == null ? 0 : offered * MOMENT_SECONDS);
        int peak = -1;
        for (int i = 0; i < known.size(); i++) {
            if (peak < 0 || known.get(i).depth() > known.get(peak).depth()) {
                peak = i;
            }
        }
        if (peak < 0 || known.get(peak).depth() <= moment) {
            return null;
        }
        int from = peak;
        while (from > 0 && known.get(from - 1).depth() > moment) {
            from--;
        }
        int caughtUp = peak;
        while (caughtUp < known.size() && known.get(caughtUp).depth() > moment) {
            caughtUp++;
        }
        long peakAt = known.get(peak).atNanos();
        return new Backlog(
                since(known.get(from).atNanos()),
                known.get(peak).depth(),
                since(peakAt),
                caughtUp == known.size()
                        ? null
                        : Long.valueOf(known.get(caughtUp).atNanos() - peakAt));
    }

    private long since(Event event) {
        return since(event.atNanos());
    }

    private long since(long atNanos) {
        return atNanos - trial.window().measureStart(trial.startNanos());
    }
}
