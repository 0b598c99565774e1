package queuelab.exchange.transport.queue;

/** Hears what becomes of a connection, on some thread. */
interface ConnectionListener {
    /** The connection is lost for good. Comes once, and nothing after it. */
    void connectionLost(Throwable cause);

    /** The client has found its broker again; answers of before the break may never come. */
    default void reconnected() {}
}
