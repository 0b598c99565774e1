package queuelab.supervisor.analysis;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.TrialRecord;
import queuelab.exchange.recording.TrialRecord.QueueCounters;
import queuelab.supervisor.analysis.TrialResult.Delivery;
import queuelab.supervisor.analysis.TrialResult.QueueDelivery;

/**
 * Holds what became of the messages against what the settings promise.
 *
 * <p>Durable queues and in-memory ones alike promise at-least-once while nothing dies; {@code pre} promises at-most-once. Only in-memory
 * queues and {@code pre} may lose something, and only after a fault that the scenario asked for (METHOD.md, rule 8).
 */
final class DeliveryPromises {
    private final TrialRecordings recordings;
    private final TrialRecord trial;
    private final TrialSettings settings;
    private final Offences offences;
    private final Findings findings;
    private final boolean anyoneDied;
    private final boolean faultAskedFor;
    private final boolean connectionsBroken;
    private final int staleAcknowledgements;

    DeliveryPromises(TrialRecordings recordings, Offences offences, Findings findings) {
        this.recordings = recordings;
        this.trial = recordings.trial();
        this.settings = recordings.settings();
        this.offences = offences;
        this.findings = findings;
        var disturbances = new Disturbances(trial);
        this.faultAskedFor = disturbances.anyFault();
        this.connectionsBroken = disturbances.brokeConnections();
        this.anyoneDied = faultAskedFor || !recordings.dead().isEmpty();
        this.staleAcknowledgements = staleAcknowledgements(recordings);
    }

    void judge(Subscription at, QueueDelivery queue, SubscriptionTally tally, @Nullable QueueCounters counters) {
        String where = queue.name().isEmpty() ? at.toString() : at + " (" + queue.name() + ")";
        judgeLoss(at, where, queue);
        judgeUnconsumed(where, tally, counters);
        judgeFailures(at, where, queue, tally);
        judgeStrays(at, where, queue, tally);
        judgeDuplicates(at, where, queue);
        judgeOrder(at, where, queue);
        if (tally.acknowledgedNotAttempted > 0) {
            findings.doubt(where + ": " + Words.count(tally.acknowledgedNotAttempted, "message")
                    + " acknowledged but never attempted: the ledgers contradict each other");
        }
        if (queue.indeterminateArrived() + queue.indeterminateMissing() > 0) {
            findings.remark(where + ": "
                    + Words.count(queue.indeterminateArrived() + queue.indeterminateMissing(), "send")
                    + " of unknown fate, of which " + Words.number(queue.indeterminateArrived())
                    + " arrived and " + Words.number(queue.indeterminateMissing())
                    + " did not; none of them counts as lost");
        }
    }

    /** What can only be said of the whole trial. */
    void judgeTotals(Delivery delivery) {
        if (delivery.corrupt() > 0) {
            findings.broken(Words.count(delivery.corrupt(), "message")
                    + " arrived with a stamp or payload that fails its checksum");
        }
        if (staleAcknowledgements > 0) {
            findings.remark(
                    "consumers acknowledged " + Words.count(staleAcknowledgements, "message")
                            + " that the broker had not handed out since it started (AMQ229027), as a client does that reconnects while it handles one; "
                            + "Artemis then hands out again all that this consumer holds, and counts one attempt more for each");
        }
        if (!trial.drained() && recordings.started()) {
            findings.doubt("the drain was not proven (" + whyNotDrained(delivery)
                    + "), so what did not arrive cannot be told from lost");
        }
    }

    /** 0 where the log is not here, or cannot be read: another check says so. */
    private static int staleAcknowledgements(TrialRecordings recordings) {
        try {
            return BrokerLog.read(recordings.brokerLogs().stream()
                            .filter(Files::exists)
                            .toList())
                    .staleAcknowledgements();
        } catch (IOException e) {
            return 0;
        }
    }

    private String whyNotDrained(Delivery delivery) {
        if (settings.brokerless()) {
            return "producers and consumers did not come to agree on what was sent and received";
        }
        return trial.queues().isEmpty()
                ? "the broker's counters are unknown"
                : Words.count(delivery.residual(), "message") + " left in the broker";
    }

    private void judgeLoss(Subscription at, String where, QueueDelivery queue) {
        if (queue.explained() > 0) {
            findings.remark(where + ": " + Words.count(queue.missing(), "acknowledged message")
                    + " did not arrive; the broker accounts for "
                    + Words.number(queue.explained()) + " of them (left " + Words.number(queue.residual())
                    + ", expired "
                    + Words.number(queue.expired()) + ", killed or dead-lettered " + Words.number(queue.killed())
                    + ")");
        }
        if (queue.lost() == 0) {
            return;
        }
        String loss = where + ": " + Words.number(queue.lost()) + " of "
                + Words.count(queue.acknowledged(), "acknowledged message") + " never arrived"
                + offences.missing.quoted(at);
        if (recordings.consumersDamaged()) {
            findings.doubt(loss + "; consumer recordings are damaged, so this is no proof of loss");
        } else if (!trial.drained()) {
            findings.doubt(loss + "; the drain was not proven, so their fate is unknown");
        } else if (faultAskedFor && (!settings.durable() || settings.preAcknowledged())) {
            findings.remark(loss + "; " + lesserPromise() + " promises no more after the fault that was asked for");
        } else {
            findings.broken(loss
                    + (settings.durable() && !settings.preAcknowledged()
                            ? suspicion()
                            : "; " + lesserPromise() + " promises less, but the scenario asked for no fault"));
        }
    }

    /** After a reconnect a consumer's queue in the client and the broker's list differ in order: then one acknowledges for another. */
    private String suspicion() {
        return connectionsBroken && settings.acknowledgesTogether() && staleAcknowledgements > 0
                ? "; with this consumer.ack an acknowledgement covers all that the consumer was handed before, handled or not, and some came after a reconnect: "
                        + "individual and transacted do not do that"
                : "";
    }

    private String lesserPromise() {
        return settings.preAcknowledged() ? "“pre” acknowledgement" : "an in-memory queue";
    }

    /** Delivered, but nobody saw the acknowledgement return, and the broker no longer has it. The broker's own count decides. */
    private void judgeUnconsumed(String where, SubscriptionTally tally, @Nullable QueueCounters counters) {
        if (settings.preAcknowledged() || tally.unconsumed == 0 || counters == null || !trial.drained()) {
            return;
        }
        long accounted = counters.acknowledged() + counters.residual() + counters.expired() + counters.killed();
        String words = where + ": " + Words.count(tally.unconsumed, "message")
                + " received whose acknowledgement was never seen to return";
        if (accounted >= tally.distinct || anyoneDied || recordings.consumersDamaged()) {
            findings.remark(words + "; the broker counts " + Words.count(counters.acknowledged(), "acknowledgement"));
        } else {
            findings.broken(words + ", and the broker accounts for only " + Words.number(accounted) + " of "
                    + Words.number(tally.distinct) + " received");
        }
    }

    /** Every message whose handling fails on purpose ends consumed or dead-lettered, and never both. */
    private void judgeFailures(Subscription at, String where, QueueDelivery queue, SubscriptionTally tally) {
        long attempts = recordings.notes().count(at, NoteKind.FAILED);
        if (attempts == 0) {
            return;
        }
        String words = where + ": " + Words.count(attempts, "attempt") + " failed on purpose, of "
                + Words.number(queue.received()) + "; " + Words.count(tally.consumed, "message") + " consumed and "
                + Words.number(queue.killed()) + " dead-lettered, of " + Words.number(tally.distinct) + " received";
        boolean countersKnown = !trial.queues().isEmpty() && trial.drained() && !anyoneDied;
        if (countersKnown && settings.failuresComeAgain() && tally.consumed + queue.killed() > tally.distinct) {
            findings.broken(words + ": some ended as both");
        } else {
            findings.remark(words);
        }
    }

    private void judgeStrays(Subscription at, String where, QueueDelivery queue, SubscriptionTally tally) {
        if (queue.unexpected() > 0) {
            findings.broken(where + ": " + Words.count(queue.unexpected(), "message")
                    + " arrived that nobody sent there" + offences.unexpected.quoted(at));
        }
        if (tally.rejectedButReceived > 0) {
            findings.broken(where + ": " + Words.count(tally.rejectedButReceived, "message")
                    + " arrived although rejected or rolled back" + offences.rejectedButReceived.quoted(at));
        }
    }

    private void judgeDuplicates(Subscription at, String where, QueueDelivery queue) {
        if (queue.duplicated() == 0) {
            return;
        }
        String words = where + ": " + Words.count(queue.duplicated(), "duplicate") + " ("
                + Words.count(queue.duplicatedByRedelivery(), "message")
                + " redelivered after a death, failure or reconnect, "
                + Words.number(queue.duplicatedBySecondAttempt()) + " sent again by the producer, "
                + Words.number(queue.duplicatedUnexplained()) + " without a cause on record)"
                + offences.duplicated.quoted(at);
        long once = queue.duplicatedByRedelivery() + queue.duplicatedUnexplained();
        if (settings.preAcknowledged() && once > 0 && connectionsBroken) {
            findings.remark(words + "; a broker that dies may not have stored yet that it forgot them");
        } else if (settings.preAcknowledged() && once > 0) {
            findings.broken(words + "; “pre” acknowledgement promises each message at most once");
        } else {
            findings.remark(words + "; at-least-once delivery allows it");
        }
    }

    private void judgeOrder(Subscription at, String where, QueueDelivery queue) {
        if (queue.outOfOrder() == 0) {
            return;
        }
        String words = where + ": " + Words.count(queue.outOfOrder(), "message") + " out of its producer's order"
                + offences.outOfOrder.quoted(at);
        boolean disturbed = anyoneDied || recordings.notes().count(at, NoteKind.FAILED) > 0;
        if (!settings.ordered()) {
            findings.remark(words + "; calls that are under way at the same time have no order");
        } else if (queue.consumers() == 1 && !disturbed) {
            findings.broken(words + ", with one consumer active and no redelivery");
        } else {
            findings.remark(words + "; order is promised only with one consumer and without failures");
        }
    }
}
