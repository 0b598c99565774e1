package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.LedgerReader;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.TrialRecord.QueueCounters;
import queuelab.supervisor.analysis.TrialResult.Delivery;
import queuelab.supervisor.analysis.TrialResult.Offence;
import queuelab.supervisor.analysis.TrialResult.QueueDelivery;

/**
 * Puts the ledgers of all processes together and says what became of every message, for each queue and copy (METHOD.md, “Delivery: the
 * ledger's invariants”). {@link DeliveryPromises} then says whether that is what was promised.
 */
final class DeliveryJudge {
    private final TrialRecordings recordings;
    private final NoteIndex notes;
    /** A broker that was killed does not know that it handed a message out before, so nothing marks what comes again. */
    private final boolean connectionsBroken;

    /** How many lives the broker had. */
    private final long brokers;

    private final Offences offences;
    private final FaultTally byFault;
    private final Map<Integer, Sent> producers = new TreeMap<>();
    private final List<LedgerReader> received;
    private final List<LedgerReader> consumed;
    private final List<LedgerReader> ofDead = new ArrayList<>();

    /** One producer's ledgers; those that are missing or damaged are empty. */
    private record Sent(
            int queue, boolean attemptedKnown, SequenceSet attempted, SequenceSet acknowledged, SequenceSet rejected) {}

    /** What was found. */
    record Outcome(Delivery delivery, List<QueueDelivery> queues, List<Offence> offences, FaultTally byFault) {}

    private DeliveryJudge(TrialRecordings recordings) {
        this.recordings = recordings;
        this.notes = recordings.notes();
        var disturbances = new Disturbances(recordings.trial());
        this.connectionsBroken = disturbances.brokeConnections();
        this.brokers = recordings.trial().processes().stream()
                .filter(child -> child.role().equals("broker"))
                .count();
        this.byFault = new FaultTally(FaultSpan.of(disturbances));
        this.offences = new Offences(notes);
        this.received = recordings.ledgers(LedgerKind.RECEIVED);
        this.consumed = recordings.ledgers(LedgerKind.CONSUMED);
        recordings.workers().stream()
                .filter(worker -> TrialRecordings.died(worker.child()))
                .forEach(worker -> ofDead.addAll(worker.ledgers(LedgerKind.RECEIVED)));
        gatherProducers();
    }

    /** Counts, and adds what breaks a promise or casts doubt to the findings. */
    static Outcome judge(TrialRecordings recordings, Findings findings) {
        return new DeliveryJudge(recordings).judge(findings);
    }

    private Outcome judge(Findings findings) {
        var promises = new DeliveryPromises(recordings, offences, findings);
        var comparison = new FlowComparison(offences, byFault);
        List<QueueDelivery> queues = new ArrayList<>();
        for (Subscription at : subscriptions()) {
            SubscriptionTally tally = tally(at, comparison);
            Optional<QueueCounters> counters = counters(at);
            QueueDelivery queue = queue(at, tally, counters);
            promises.judge(at, queue, tally, counters.orElse(null));
            queues.add(queue);
        }
        Delivery delivery = total(queues);
        promises.judgeTotals(delivery);
        return new Outcome(delivery, queues, offences.found(delivery.lost()), byFault);
    }

    private void gatherProducers() {
        Map<Integer, LedgerReader> attempted = byProducer(LedgerKind.ATTEMPTED);
        Map<Integer, LedgerReader> acknowledged = byProducer(LedgerKind.ACKNOWLEDGED);
        Map<Integer, LedgerReader> rejected = byProducer(LedgerKind.REJECTED);
        var ids = new TreeSet<>(attempted.keySet());
        ids.addAll(acknowledged.keySet());
        for (int producer : ids) {
            LedgerReader any = attempted.getOrDefault(producer, acknowledged.get(producer));
            if (any != null) {
                producers.put(
                        producer,
                        new Sent(
                                any.queue(),
                                attempted.containsKey(producer),
                                set(attempted.get(producer)),
                                set(acknowledged.get(producer)),
                                set(rejected.get(producer))));
            }
        }
    }

    private Map<Integer, LedgerReader> byProducer(LedgerKind kind) {
        Map<Integer, LedgerReader> byProducer = new HashMap<>();
        recordings.ledgers(kind).forEach(ledger -> byProducer.put(ledger.producer(), ledger));
        return byProducer;
    }

    private static SequenceSet set(@Nullable LedgerReader ledger) {
        return ledger == null ? SequenceSet.EMPTY : SequenceSet.of(ledger);
    }

    /** Every subscription that there should be, and any other at which something arrived. */
    private Set<Subscription> subscriptions() {
        var subscriptions = new TreeSet<Subscription>();
        for (int queue = 0; queue < recordings.settings().queues(); queue++) {
            for (int copy = 0; copy < recordings.settings().copies(); copy++) {
                subscriptions.add(new Subscription(queue, copy));
            }
        }
        received.forEach(ledger -> subscriptions.add(at(ledger)));
        return subscriptions;
    }

    private static Subscription at(LedgerReader ledger) {
        return new Subscription(ledger.queue(), ledger.copy());
    }

    private SubscriptionTally tally(Subscription at, FlowComparison comparison) {
        var tally = new SubscriptionTally();
        var ids = new TreeSet<Integer>();
        producers.forEach((producer, sent) -> {
            if (sent.queue() == at.queue()) {
                ids.add(producer);
            }
        });
        // Also what nobody sent to this queue, or nobody sent at all.
        received.stream().filter(ledger -> at(ledger).equals(at)).forEach(ledger -> ids.add(ledger.producer()));
        for (int producer : ids) {
            comparison.compare(at, producer, sets(at, producer), tally);
        }
        return tally;
    }

    private FlowComparison.Sets sets(Subscription at, int producer) {
        Sent known = producers.get(producer);
        boolean elsewhere = known == null || known.queue() != at.queue();
        boolean unreadable = known == null
                && producer >= 0
                && producer < recordings.settings().producers();
        Sent sent = known != null && !elsewhere
                ? known
                : new Sent(at.queue(), !unreadable, SequenceSet.EMPTY, SequenceSet.EMPTY, SequenceSet.EMPTY);
        return new FlowComparison.Sets(
                sent.attemptedKnown(),
                sent.attempted(),
                sent.acknowledged(),
                sent.rejected(),
                select(received, at, producer),
                select(consumed, at, producer),
                select(ofDead, at, producer),
                notes.marked(at, producer, NoteIndex.Mark.DUPLICATE),
                notes.marked(at, producer, NoteIndex.Mark.REDELIVERED),
                notes.marked(at, producer, NoteIndex.Mark.FAILED),
                notes.marked(at, producer, NoteIndex.Mark.SECOND_ATTEMPT));
    }

    private static List<SequenceSet> select(List<LedgerReader> ledgers, Subscription at, int producer) {
        return ledgers.stream()
                .filter(ledger -> ledger.producer() == producer && at(ledger).equals(at))
                .map(SequenceSet::of)
                .toList();
    }

    private Optional<QueueCounters> counters(Subscription at) {
        return recordings.trial().queues().stream()
                .filter(counters -> counters.queue() == at.queue() && counters.copy() == at.copy())
                .findFirst();
    }

    private QueueDelivery queue(Subscription at, SubscriptionTally tally, Optional<QueueCounters> counters) {
        List<LedgerReader> here =
                received.stream().filter(ledger -> at(ledger).equals(at)).toList();
        long arrivals = here.stream().mapToLong(LedgerReader::cardinality).sum() + notes.count(at, NoteKind.DUPLICATE);
        long residual = counters.map(QueueCounters::residual).orElse(0L);
        long expired = counters.map(QueueCounters::expired).orElse(0L);
        long killed = deadLettered(tally, counters.map(QueueCounters::killed).orElse(0L));
        // What was received and then given up explains nothing that never arrived. Of dead letters of several lives
        // nobody knows which were.
        long givenUpUnseen = brokers > 1 ? 0 : Math.max(0, killed - tally.gaveUp);
        long explained = Math.min(tally.missing, residual + expired + givenUpUnseen);
        return new QueueDelivery(
                at.queue(),
                at.copy(),
                counters.map(QueueCounters::name).orElse(""),
                tally.acknowledged,
                arrivals,
                tally.distinct,
                tally.consumed,
                tally.missing,
                explained,
                tally.missing - explained,
                arrivals - tally.distinct,
                tally.duplicatedByRedelivery + (connectionsBroken ? tally.duplicatedUnexplained : 0),
                tally.duplicatedBySecondAttempt,
                connectionsBroken ? 0 : tally.duplicatedUnexplained,
                tally.indeterminateArrived,
                tally.indeterminateMissing,
                tally.unexpected + notes.count(at, NoteKind.UNEXPECTED),
                notes.count(at, NoteKind.CORRUPT),
                notes.count(at, NoteKind.OUT_OF_ORDER),
                notes.count(at, NoteKind.REDELIVERED),
                residual,
                expired,
                killed,
                (int) here.stream().mapToInt(LedgerReader::owner).distinct().count());
    }

    /** A broker counts from its latest start, so what it gave up before that is only in the consumers' notes. */
    private long deadLettered(SubscriptionTally tally, long counted) {
        boolean known =
                recordings.settings().failuresComeAgain() && recordings.trial().drained();
        return known && brokers > 1 ? Math.max(counted, tally.gaveUp) : counted;
    }

    private Delivery total(List<QueueDelivery> queues) {
        long attempted = cardinality(LedgerKind.ATTEMPTED);
        long acknowledged = cardinality(LedgerKind.ACKNOWLEDGED);
        long rejected = cardinality(LedgerKind.REJECTED);
        return new Delivery(
                attempted,
                acknowledged,
                rejected,
                Math.max(0, attempted - acknowledged - rejected),
                queues.stream().mapToLong(QueueDelivery::received).sum(),
                queues.stream().mapToLong(QueueDelivery::distinct).sum(),
                queues.stream().mapToLong(QueueDelivery::lost).sum(),
                queues.stream().mapToLong(QueueDelivery::duplicated).sum(),
                // Everything noted counts, also by a thread that got nothing else and so has no subscription on record.
                queues.stream().mapToLong(QueueDelivery::unexpected).sum()
                        + notes.count(Subscription.UNKNOWN, NoteKind.UNEXPECTED),
                notes.count(NoteKind.CORRUPT),
                notes.count(NoteKind.OUT_OF_ORDER),
                notes.count(NoteKind.REDELIVERED),
                recordings.trial().queues().stream()
                        .mapToLong(QueueCounters::residual)
                        .sum());
    }

    private long cardinality(LedgerKind kind) {
        return recordings.ledgers(kind).stream()
                .mapToLong(LedgerReader::cardinality)
                .sum();
    }
}
