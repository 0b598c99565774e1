package queuelab.supervisor.host.agent;

/** One connection. Any thread may call; nothing here waits. */
public interface Wire {
    /** Sends text after all that was sent before; what is sent to a broken connection is gone, and its end is heard elsewhere. */
    void send(String text);

    /** Ends the connection. */
    void close(String reason);
}
