package queuelab.supervisor.analysis;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.Measure;
import queuelab.exchange.recording.TrialRecord.Broker;
import queuelab.supervisor.analysis.TrialResult.Journal;
import queuelab.supervisor.analysis.TrialResult.Stages;

/** What a trial's broker did with messages: how it kept them, and where their time went. */
final class Durability {
    private static final String KILLED =
            "each process that was killed took up to a second of its latencies along, so the boundaries between stages did not"
                    + " see the same messages";

    private final TrialRecordings recordings;
    private final @Nullable Broker broker;

    Durability(TrialRecordings recordings) {
        this.recordings = recordings;
        this.broker = recordings.trial().broker();
    }

    @Nullable
    Stages stages() {
        if (broker == null) {
            return null;
        }
        if (broker.mode().equals("external")) {
            return StageSplit.unavailable("the broker is external: it carries no plugin of the lab", null, null);
        }
        if (!recordings.settings().stages()) {
            return StageSplit.unavailable("switched off by broker.stages", null, null);
        }
        if (recordings.settings().amqp()) {
            return StageSplit.unavailable("the broker's plugin reads messages of protocol core only", null, null);
        }
        if (recordings.latency(Measure.SENT_TO_ARRIVED).count() == 0) {
            return StageSplit.unavailable("the broker left no record of them", null, null);
        }
        Stages stages = StageSplit.of(recordings::latency, recordings.settings().copies());
        return stages.unseen() != null
                        && !stages.unavailable().isEmpty()
                        && new Disturbances(recordings.trial()).killedAny()
                ? StageSplit.unavailable(KILLED, stages.wholeNanos(), stages.unseen())
                : stages;
    }

    @Nullable
    Journal journal() {
        if (broker == null || broker.mode().equals("external")) {
            return null;
        }
        Map<String, String> facts = broker.facts();
        String timeout = facts.get("journalBufferTimeoutNanos");
        String datasync = facts.get("journalDatasync");
        return new Journal(
                broker.journal(),
                broker.journalAsked(),
                timeout == null ? null : Long.valueOf(timeout),
                datasync == null ? null : Boolean.valueOf(datasync));
    }
}
