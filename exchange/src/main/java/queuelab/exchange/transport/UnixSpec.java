package queuelab.exchange.transport;

/**
 * A Unix-domain socket from one producer to one consumer process.
 *
 * @param socket path of the socket, on which the consumer listens; the system allows about 100 bytes
 */
public record UnixSpec(String socket) implements TransportSpec {}
