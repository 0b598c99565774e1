package queuelab.exchange.transport.queue;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** As Qpid's client does it: only a connection can be stopped, and that waits for the listener without a deadline of its own. */
final class AmqpHold implements Hold {
    private final Connection connection;
    private final Session session;
    private @Nullable FutureTask<@Nullable Void> stopping;

    AmqpHold(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public void start() throws JMSException {
        stopping = null;
        connection.start();
    }

    @Override
    public boolean stop(Duration deadline) throws JMSException {
        FutureTask<@Nullable Void> task = stopping;
        if (task == null) {
            task = new FutureTask<>(() -> {
                connection.stop();
                return null;
            });
            stopping = task;
            Thread.ofPlatform().daemon().name("amqp-stop").start(task);
        }
        try {
            task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JMSException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Qpid lets no listener stop or close its own connection, so another thread does. */
    @Override
    public void abandon() {
        Thread.ofPlatform().daemon().name("amqp-abandon").start(() -> {
            try {
                connection.close();
            } catch (JMSException e) {
                System.err.println("closing a connection that cannot go on: " + e.getMessage());
            }
        });
    }

    @Override
    public void settle() throws JMSException {
        if (session.getTransacted()) {
            session.commit();
        }
        // Outside transactions Qpid sends each acknowledgement as it is made.
    }

    /** Nothing here reconnects. */
    @Override
    public boolean recovers(JMSException failure) {
        return false;
    }
}
