package queuelab.supervisor.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.LedgerReader;
import queuelab.supervisor.analysis.TrialResult.Fairness;
import queuelab.supervisor.analysis.TrialResult.Share;

/** Who got the messages of a trial: what each consuming thread received, from the ledgers, warm-up included. */
final class FairnessMeter {
    private FairnessMeter() {}

    /** One consuming thread, and where it receives from. */
    private record Consumer(int process, Subscription at) {}

    static Fairness of(TrialRecordings recordings) {
        TrialSettings settings = recordings.settings();
        Map<Integer, Consumer> consumers = new TreeMap<>();
        // One that received nothing has no ledger. Consumers are dealt out over the subscriptions in turn.
        int subscriptions = settings.queues() * settings.copies();
        for (int id = 0; id < settings.consumerProcesses() * settings.consumerThreads(); id++) {
            int at = id % subscriptions;
            consumers.put(
                    id,
                    new Consumer(
                            id / settings.consumerThreads() + 1,
                            new Subscription(at % settings.queues(), at / settings.queues())));
        }
        Map<Integer, Long> received = new HashMap<>();
        for (WorkerRecordings worker : recordings.workers()) {
            for (LedgerReader ledger : worker.ledgers(LedgerKind.RECEIVED)) {
                consumers.put(
                        ledger.owner(),
                        new Consumer(worker.child().index(), new Subscription(ledger.queue(), ledger.copy())));
                received.merge(ledger.owner(), ledger.cardinality(), Long::sum);
            }
        }
        return fairness(consumers, received);
    }

    private static Fairness fairness(Map<Integer, Consumer> consumers, Map<Integer, Long> received) {
        Map<Subscription, List<Long>> bySubscription = new TreeMap<>();
        consumers.forEach((id, consumer) -> bySubscription
                .computeIfAbsent(consumer.at, _ -> new ArrayList<>())
                .add(received.getOrDefault(id, 0L)));
        List<Share> shares = new ArrayList<>();
        consumers.forEach((id, consumer) -> {
            long all = bySubscription.getOrDefault(consumer.at, List.of()).stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long own = received.getOrDefault(id, 0L);
            shares.add(new Share(
                    id,
                    consumer.process,
                    consumer.at.queue(),
                    consumer.at.copy(),
                    own,
                    all == 0 ? 0 : RunStatistics.significant((double) own / all)));
        });
        return new Fairness(worst(bySubscription.values()), shares);
    }

    /** Of the subscription whose consumers share least evenly; absent where nothing was received. */
    private static @Nullable Double worst(Collection<List<Long>> subscriptions) {
        return subscriptions.stream()
                .filter(received -> received.stream().anyMatch(count -> count > 0))
                .map(FairnessMeter::jain)
                .min(Double::compare)
                .orElse(null);
    }

    /**
     * Jain's index of fairness, (Σx)² ÷ (n Σx²): 1 where all have the same, 1÷n where one has everything. Jain, Chiu and Hawe, DEC
     * Research Report TR-301, 1984.
     */
    static double jain(Collection<Long> values) {
        double sum = 0;
        double squares = 0;
        for (long value : values) {
            sum += value;
            squares += (double) value * value;
        }
        return RunStatistics.significant(sum * sum / (values.size() * squares));
    }
}
