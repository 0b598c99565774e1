package queuelab.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyRecorder;
import queuelab.exchange.recording.Measure;

/**
 * How long after it was sent each message came to each boundary between stages: an HdrHistogram log like a worker's, in the broker's folder.
 * Any thread may record, without lock or allocation.
 */
final class StageLog implements AutoCloseable {
    private final TrialWindow window;
    private final LatencyLog log;
    private final LatencyRecorder arrived;
    private final LatencyRecorder stored;
    private final LatencyRecorder handedOut;

    /** Nothing is measured before the start is known. */
    private volatile boolean begun;

    private volatile long startNanos;

    private StageLog(TrialWindow window, LatencyLog log) {
        this.window = window;
        this.log = log;
        this.arrived = log.sharedRecorder(Measure.SENT_TO_ARRIVED);
        this.stored = log.sharedRecorder(Measure.SENT_TO_STORED);
        this.handedOut = log.sharedRecorder(Measure.SENT_TO_HANDED_OUT);
    }

    static StageLog create(Path recordings, TrialWindow window) throws IOException {
        return new StageLog(
                window,
                LatencyLog.create(
                        recordings,
                        Set.of(Measure.SENT_TO_ARRIVED, Measure.SENT_TO_STORED, Measure.SENT_TO_HANDED_OUT)));
    }

    void begin(long atNanos) {
        startNanos = atNanos;
        begun = true;
    }

    void arrived(StampTimes stamp, long atNanos) {
        record(arrived, stamp, atNanos);
    }

    void stored(StampTimes stamp, long atNanos) {
        record(stored, stamp, atNanos);
    }

    void handedOut(StampTimes stamp, long atNanos) {
        record(handedOut, stamp, atNanos);
    }

    private void record(LatencyRecorder recorder, StampTimes stamp, long atNanos) {
        recorder.record(atNanos - stamp.sentNanos(), begun && window.measures(startNanos, stamp.dueNanos()));
    }

    void flush() {
        log.flush();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
