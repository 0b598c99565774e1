package queuelab.producer;

import queuelab.exchange.control.Child;
import queuelab.exchange.control.ProducerAssignment;

/** Runs one producer process. */
public final class ProducerMain {
    private ProducerMain() {}

    public static void main(String[] arguments) {
        Child.live(
                arguments,
                "Queue Lab producer: sends stamped messages when due.",
                ProducerAssignment.class,
                Producer::open);
    }
}
