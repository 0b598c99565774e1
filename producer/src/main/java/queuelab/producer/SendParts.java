package queuelab.producer;

import java.io.IOException;
import java.nio.file.Path;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.message.OutgoingBody;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyRecorder;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.SequenceLedger;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;

/** What one sending thread works with. */
record SendParts(
        Sender sender,
        Confirmations confirmations,
        SequenceLedger attempted,
        LatencyRecorder scheduleLag,
        OutgoingBody body) {

    /** Opens them, on the process's main thread; the sending thread takes them over. */
    static SendParts open(
            ProducerAssignment assignment,
            ProducerAssignment.Sending sending,
            Transport transport,
            LatencyLog latencies)
            throws IOException, TransportException {
        Path folder = Path.of(assignment.recordings());
        int producer = sending.producer();
        OutgoingBody body = new OutgoingBody(producer, assignment.sizeBytes(), assignment.seed());
        Confirmations confirmations = new Confirmations(folder, sending, latencies.recorder(Measure.SEND_TO_ACK));
        SequenceLedger attempted =
                SequenceLedger.create(folder, LedgerKind.ATTEMPTED, producer, sending.queue(), 0, producer);
        Sender sender = transport.openSender(
                new Transport.Sending(
                        producer,
                        sending.queue(),
                        assignment.send(),
                        assignment.inFlight(),
                        assignment.commitEvery() > 0,
                        assignment.duplicateDetection()),
                confirmations);
        return new SendParts(sender, confirmations, attempted, latencies.recorder(Measure.SCHEDULE_LAG), body);
    }

    /** Closes the recordings, once the sender is closed. */
    void closeRecordings() throws IOException {
        attempted.close();
        confirmations.close();
    }
}
