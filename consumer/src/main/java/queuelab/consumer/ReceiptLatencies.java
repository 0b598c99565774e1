package queuelab.consumer;

import java.util.Set;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyRecorder;
import queuelab.exchange.recording.Measure;

/** The recorders of one consuming thread. */
record ReceiptLatencies(
        LatencyRecorder dueToReceive,
        LatencyRecorder sendToReceive,
        LatencyRecorder receiveToConsumed,
        LatencyRecorder handling,
        LatencyRecorder lockWait) {
    static final Set<Measure> MEASURES = Set.of(
            Measure.DUE_TO_RECEIVE,
            Measure.SEND_TO_RECEIVE,
            Measure.RECEIVE_TO_CONSUMED,
            Measure.HANDLING,
            Measure.LOCK_WAIT);

    static ReceiptLatencies of(LatencyLog log) {
        return new ReceiptLatencies(
                log.recorder(Measure.DUE_TO_RECEIVE),
                log.recorder(Measure.SEND_TO_RECEIVE),
                log.recorder(Measure.RECEIVE_TO_CONSUMED),
                log.recorder(Measure.HANDLING),
                log.recorder(Measure.LOCK_WAIT));
    }
}
