package queuelab.exchange.transport;

/**
 * Requests over the broker's queues, each of which a consumer answers.
 *
 * @param queues the queues that carry the requests
 */
public record RpcQueueSpec(QueueSpec queues) implements TransportSpec {}
