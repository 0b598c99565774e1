package queuelab.broker;

import java.util.List;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.message.LabClock;

/**
 * Sees every message of the lab pass three moments in the broker: it arrived, it is stored, it is taken from its queue for a consumer.
 * RATIONALE.md beside this package tells why these three, and how Artemis orders them. Called by Artemis's threads.
 */
final class StagePlugin implements ActiveMQServerPlugin {
    private final StageLog log;
    private final HandedOut handedOut = new HandedOut();

    /** What a session's thread is sending: Artemis calls before and after on the same thread. */
    private final ThreadLocal<Sending> sending = ThreadLocal.withInitial(Sending::new);

    private final StorageManager storage;

    /**
     * To be registered once the server is active, before it takes messages of the lab.
     *
     * @param storage the server's, which it makes as it starts
     */
    StagePlugin(StageLog log, StorageManager storage) {
        this.log = log;
        this.storage = storage;
    }

    @Override
    public void beforeSend(
            ServerSession session,
            @Nullable Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue) {
        long arrivedNanos = LabClock.nanoTime();
        Sending current = sending.get();
        current.stamp = StampTimes.of(message);
        if (current.stamp != null) {
            log.arrived(current.stamp, arrivedNanos);
        }
    }

    /** Routed, and handed to the journal; what is asked for here comes true when the journal has synced, or at once where it need not. */
    @Override
    public void afterSend(
            ServerSession session,
            @Nullable Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue,
            RoutingStatus result) {
        Sending current = sending.get();
        StampTimes stamp = current.stamp;
        current.stamp = null;
        if (stamp == null || result != RoutingStatus.OK) {
            return;
        }
        Stored stored = new Stored(message.getMessageID(), stamp);
        if (tx == null) {
            storage.afterCompleteOperations(stored);
        } else {
            tx.addOperation(stored);
        }
    }

    @Override
    public void beforeDeliver(ServerConsumer consumer, MessageReference reference) {
        // Counted already when this is called: a delivery again is no new way through the broker.
        if (reference.getDeliveryCount() != 1) {
            return;
        }
        long nowNanos = LabClock.nanoTime();
        StampTimes stamp = StampTimes.of(reference.getMessage());
        if (stamp != null) {
            handedOut.add(reference.getMessageID(), nowNanos);
            log.handedOut(stamp, nowNanos);
        }
    }

    /** Owned by one thread. */
    private static final class Sending {
        private @Nullable StampTimes stamp;
    }

    /** Told by the journal, or by the transaction it was sent in, once that is stored. */
    private final class Stored extends TransactionOperationAbstract implements IOCallback {
        private final long id;
        private final StampTimes stamp;

        Stored(long id, StampTimes stamp) {
            this.id = id;
            this.stamp = stamp;
        }

        @Override
        public void done() {
            log.stored(stamp, handedOut.storedNanos(id, LabClock.nanoTime()));
        }

        @Override
        public void afterCommit(Transaction tx) {
            done();
        }

        @Override
        public void onError(int errorCode, String errorMessage) {
            // Not stored. The producer is told by Artemis, and its ledger says so.
        }

        @Override
        public List<MessageReference> getRelatedMessageReferences() {
            return List.of();
        }

        @Override
        public List<MessageReference> getListOnConsumer(long consumerId) {
            return List.of();
        }
    }
}
