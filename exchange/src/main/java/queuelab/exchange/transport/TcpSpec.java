package queuelab.exchange.transport;

/**
 * A TCP connection on this machine's loopback, from one producer to one consumer process.
 *
 * @param rendezvous path of the file in which the consumer says at which port it listens
 */
public record TcpSpec(String rendezvous) implements TransportSpec {}
