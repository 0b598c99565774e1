package queuelab.pair;

import java.util.List;
import queuelab.consumer.ConsumerMain;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.control.Together;
import queuelab.producer.ProducerMain;

/** Runs a producer and a consumer as threads of one process: the same two programs, with recordings and frames of their own. */
public final class PairMain {
    /** Both, as lines name them. */
    public static final List<Together.Member<?>> MEMBERS = List.of(
            new Together.Member<>("consumer", ConsumerAssignment.class, ConsumerMain::open),
            new Together.Member<>("producer", ProducerAssignment.class, ProducerMain::open));

    private PairMain() {}

    public static void main(String[] arguments) {
        Together.live(arguments, "Queue Lab pair: a producer and a consumer in one process.", MEMBERS);
    }
}
