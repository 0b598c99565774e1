package queuelab.exchange.transport.peer;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import queuelab.exchange.transport.TransportException;

/**
 * Opens what only opens once the other side comes too, on a thread of its own, so that no caller hangs in the operating system.
 */
public final class Opening<T extends Closeable> {
    /** How long either side waits for the other. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long RETRY_NANOS = Duration.ofMillis(2).toNanos();

    private final String name;
    private final FutureTask<T> task;
    private final GivingUp givingUp;
    private volatile boolean givenUp;

    private Opening(String name, Callable<T> opener, GivingUp givingUp) {
        this.name = name;
        this.task = new FutureTask<>(() -> open(opener));
        this.givingUp = givingUp;
    }

    /** Ends the attempt of a thread that waits inside the operating system. */
    @FunctionalInterface
    public interface GivingUp {
        void giveUp() throws IOException;
    }

    /** One try; empty when the other side is not there yet. */
    @FunctionalInterface
    public interface Attempt<T> {
        Optional<T> attempt() throws IOException;
    }

    /** Begins to open. */
    public static <T extends Closeable> Opening<T> begin(String name, Callable<T> opener, GivingUp givingUp) {
        var opening = new Opening<>(name, opener, givingUp);
        Thread.ofPlatform().daemon().name("opening").start(opening.task);
        return opening;
    }

    /**
     * Waits until it is open.
     *
     * @throws TransportException when it cannot be opened, or nobody came within {@link #PATIENCE}, or {@link #cancel} was called
     */
    public T await() throws TransportException {
        try {
            return task.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof TransportException told) {
                throw told;
            }
            throw new TransportException(
                    "cannot open " + name + ": " + (cause == null ? e : cause).getMessage(), cause);
        } catch (TimeoutException e) {
            cancel();
            throw new TransportException(
                    "nobody came to the other end of " + name + " within " + PATIENCE.toSeconds() + " s", e);
        } catch (CancellationException e) {
            throw new TransportException("gave up opening " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while opening " + name, e);
        }
    }

    /** Gives up, or closes what is open already. Any thread. */
    public void cancel() {
        try {
            if (task.isDone() && !task.isCancelled()) {
                closeOpened();
            } else {
                givenUp = true;
                task.cancel(false);
                givingUp.giveUp();
            }
        } catch (IOException e) {
            // Nothing is left to be done with it; the end of the process closes it.
            System.err.println("could not close " + name + ": " + e.getMessage());
        }
    }

    private T open(Callable<T> opener) throws Exception {
        T opened = opener.call();
        if (givenUp) {
            opened.close(); // nobody will ask for it any more
        }
        return opened;
    }

    private void closeOpened() throws IOException {
        try {
            task.get().close();
        } catch (ExecutionException e) {
            // It never opened.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Tries until the other side is there.
     *
     * @throws TransportException when it did not come within {@link #PATIENCE}
     */
    public static <T> T retry(String name, Attempt<T> attempt) throws IOException, TransportException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (end - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            Optional<T> result = attempt.attempt();
            if (result.isPresent()) {
                return result.get();
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        throw new TransportException(
                "nobody came to the other end of " + name + " within " + PATIENCE.toSeconds() + " s", null);
    }
}
