package queuelab.exchange.control;

/**
 * One proxy between workers and broker.
 *
 * @param recordings the folder for its log
 * @param host where the broker listens
 * @param port the port it listens on
 */
public record NetworkAssignment(String recordings, String host, int port) implements Assignment {}
