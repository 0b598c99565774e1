package queuelab.consumer;

import java.io.IOException;
import queuelab.exchange.control.Child;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.Line;
import queuelab.exchange.transport.TransportException;

/** Runs one consumer process. */
public final class ConsumerMain {
    private ConsumerMain() {}

    public static void main(String[] arguments) {
        Child.live(
                arguments,
                "Queue Lab consumer: receives, verifies and records messages.",
                ConsumerAssignment.class,
                ConsumerMain::open);
    }

    /** Makes ready what an assignment asks for, in whatever process. */
    public static Child.Task open(ConsumerAssignment assignment, Line line) throws IOException, TransportException {
        return Consumer.open(assignment, line);
    }
}
