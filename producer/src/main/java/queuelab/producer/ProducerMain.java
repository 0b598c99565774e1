package queuelab.producer;

import java.io.IOException;
import queuelab.exchange.control.Child;
import queuelab.exchange.control.Line;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.transport.TransportException;

/** Runs one producer process. */
public final class ProducerMain {
    private ProducerMain() {}

    public static void main(String[] arguments) {
        Child.live(
                arguments,
                "Queue Lab producer: sends stamped messages when due.",
                ProducerAssignment.class,
                ProducerMain::open);
    }

    /** Makes ready what an assignment asks for, in whatever process. */
    public static Child.Task open(ProducerAssignment assignment, Line line) throws IOException, TransportException {
        return Producer.open(assignment, line);
    }
}
