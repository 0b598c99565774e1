package queuelab.exchange.transport;

/**
 * A pair of kernel pipes between one producer and one consumer process. Both exist before either process starts.
 *
 * @param messages path of the FIFO that carries messages
 * @param confirmations path of the FIFO that carries the consumer's confirmations back
 */
public record PipeSpec(String messages, String confirmations) implements TransportSpec {}
