package queuelab.producer;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.Load;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.message.OutgoingBody;
import queuelab.exchange.transport.Sender;
import queuelab.exchange.transport.TransportException;

/** One sending thread, seen from the process's main thread, which calls all of this. */
final class SendingThread {
    private final ProducerAssignment assignment;
    private final int producer;
    private final SendParts parts;
    private final Pacer pacer;
    private final SendLoop loop;
    private final FineTimer timer = new FineTimer();
    private final Thread thread;
    private volatile @Nullable Exception failure;
    private volatile boolean done;

    /** Makes the thread; its schedule begins when it is told to, whenever the thread is started. */
    SendingThread(
            ProducerAssignment assignment,
            int producer,
            SendParts parts,
            Load load,
            Beginning beginning,
            Runnable whenDone) {
        this.assignment = assignment;
        this.producer = producer;
        this.parts = parts;
        // One that replaces another has a number beyond the planned ones, and takes over that one's share of the
        // schedule.
        pacer = new Pacer(
                producer % assignment.producers(),
                assignment.producers(),
                load,
                assignment.arrivals(),
                assignment.seed(),
                beginning.fromNanos(),
                timer::nanos);
        loop = new SendLoop(parts, pacer, assignment.window(), beginning.startNanos(), assignment.commitEvery(), timer);
        thread = Thread.ofPlatform().daemon().name("producer-" + producer).unstarted(() -> send(whenDone));
    }

    void start() {
        thread.start();
    }

    void changeLoad(Load load, long fromNanos) {
        pacer.changeLoad(load, fromNanos);
        LockSupport.unpark(thread);
    }

    void changeSize(int sizeBytes) {
        loop.changeBody(new OutgoingBody(producer, sizeBytes, assignment.seed()));
    }

    /** Has it send no more; what is under way is still confirmed. */
    void stop() {
        loop.stop();
        LockSupport.unpark(thread);
    }

    /** Whether it sends no more and its sender is closed. */
    boolean done() {
        return done;
    }

    /** Whether it is {@link #done} within the time. */
    boolean awaitDone(Duration deadline) throws InterruptedException {
        return thread.join(deadline);
    }

    /** What ended it early, once it is done. */
    @Nullable
    Exception failure() {
        return failure;
    }

    /** Closes its recordings, once it is done. */
    void closeRecordings() throws IOException {
        parts.closeRecordings();
    }

    int producer() {
        return producer;
    }

    long sent() {
        return loop.sent();
    }

    long acknowledged() {
        return parts.confirmations().acknowledged();
    }

    long rejected() {
        return parts.confirmations().rejected();
    }

    long lagNanos() {
        return loop.lagNanos();
    }

    private void send(Runnable whenDone) {
        timer.prepareThread();
        try (Sender sender = parts.sender()) {
            if (!loop.run(sender)) {
                System.err.println("producer " + producer + ": some messages are unconfirmed at the drain's deadline");
            }
        } catch (TransportException | RuntimeException e) {
            failure = e;
        } finally {
            done = true;
            whenDone.run();
        }
    }
}
