package queuelab.exchange.transport.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Commits a partial batch, or sends acknowledgements that Artemis still collects, once its receiver has been quiet for a while. Else
 * the broker would count those messages as being delivered for ever, and no drain would end.
 */
final class QuietSettler implements AutoCloseable {
    private static final long QUIET_MILLIS = 100;

    private final List<QueueReceiver> receivers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("quiet-settler").unstarted(task));

    QuietSettler() {
        var _ = thread.scheduleWithFixedDelay(
                () -> receivers.forEach(QueueReceiver::settleIfQuiet),
                QUIET_MILLIS,
                QUIET_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    void watch(QueueReceiver receiver) {
        receivers.add(receiver);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
