package queuelab.exchange.transport;

/**
 * Unary calls to one consumer process, from any number of producers on this machine.
 *
 * @param rendezvous path of the file in which the consumer says at which port it listens
 */
public record RpcSpec(String rendezvous) implements TransportSpec {}
