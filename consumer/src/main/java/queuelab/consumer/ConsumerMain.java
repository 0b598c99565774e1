package queuelab.consumer;

import queuelab.exchange.control.Child;
import queuelab.exchange.control.ConsumerAssignment;

/** Runs one consumer process. */
public final class ConsumerMain {
    private ConsumerMain() {}

    public static void main(String[] arguments) {
        Child.live(
                arguments,
                "Queue Lab consumer: receives, verifies and records messages.",
                ConsumerAssignment.class,
                Consumer::open);
    }
}
