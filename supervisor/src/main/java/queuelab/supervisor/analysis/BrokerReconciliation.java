package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.List;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.LedgerReader;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.TrialRecord.QueueCounters;
import queuelab.supervisor.analysis.TrialResult.Check;

/**
 * Holds the ledgers against the broker's own counters, for each subscription (METHOD.md, invariant 6): what was added is at least what was
 * acknowledged to producers and at most what they attempted; and what was added is what was acknowledged, expired, killed or is left.
 *
 * <p>A broker that died counts anew, so then this is not judged.
 */
final class BrokerReconciliation {
    private final TrialRecordings recordings;

    BrokerReconciliation(TrialRecordings recordings) {
        this.recordings = recordings;
    }

    Check check() {
        List<QueueCounters> queues = recordings.trial().queues();
        if (queues.isEmpty()) {
            return TrustChecks.notMade(
                    "brokerCounters",
                    recordings.settings().brokerless() ? "there is no broker" : "the broker's counters are unknown");
        }
        if (recordings.dead().stream().anyMatch(child -> child.role().equals("broker")) || startedAgain()) {
            return TrustChecks.notMade("brokerCounters", "the broker died, and counts from its latest start");
        }
        List<String> mismatches = new ArrayList<>();
        queues.forEach(counters -> compare(counters, mismatches));
        String words = mismatches.isEmpty()
                ? "the broker's own counters agree with the ledgers"
                : String.join("; ", mismatches);
        return TrustChecks.check("brokerCounters", mismatches.size(), 0, "count", mismatches.isEmpty(), words);
    }

    private boolean startedAgain() {
        return recordings.trial().processes().stream()
                        .filter(child -> child.role().equals("broker"))
                        .count()
                > 1;
    }

    private void compare(QueueCounters counters, List<String> mismatches) {
        long attempted = sentTo(counters.queue(), LedgerKind.ATTEMPTED);
        long acknowledged = sentTo(counters.queue(), LedgerKind.ACKNOWLEDGED);
        // A producer that tries again has attempted twice under one sequence.
        long again = recordings.notes().count(new Subscription(counters.queue(), counters.copy()), NoteKind.DUPLICATE);
        if (counters.added() < acknowledged || counters.added() > attempted + again) {
            mismatches.add(counters.name() + ": the broker counts " + Words.number(counters.added())
                    + " added, the ledgers " + Words.number(acknowledged) + " acknowledged and "
                    + Words.number(attempted)
                    + " attempted");
        }
        long left = counters.acknowledged() + counters.expired() + counters.killed() + counters.residual();
        if (counters.added() != left) {
            mismatches.add(counters.name() + ": the broker counts " + Words.number(counters.added()) + " added but "
                    + Words.number(left) + " acknowledged, expired, killed or left");
        }
    }

    private long sentTo(int queue, LedgerKind kind) {
        return recordings.ledgers(kind).stream()
                .filter(ledger -> ledger.queue() == queue)
                .mapToLong(LedgerReader::cardinality)
                .sum();
    }
}
