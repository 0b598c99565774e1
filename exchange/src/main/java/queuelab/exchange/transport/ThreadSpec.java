package queuelab.exchange.transport;

/**
 * A queue inside one process, from one producing to one consuming thread.
 *
 * @param name by which both find it
 */
public record ThreadSpec(String name) implements TransportSpec {}
