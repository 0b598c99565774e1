package queuelab.exchange.control;

import java.util.Map;
import queuelab.exchange.json.Kinds;

/** Everything a child process needs to know: the first line on its stdin. Complete; it reads no other configuration. */
public sealed interface Assignment permits BrokerAssignment, ProducerAssignment, ConsumerAssignment, NetworkAssignment {
    /** What each is called in JSON. */
    Kinds<Assignment> KINDS = new Kinds<>(
            Assignment.class,
            "type",
            Map.of(
                    "broker", BrokerAssignment.class,
                    "producer", ProducerAssignment.class,
                    "consumer", ConsumerAssignment.class,
                    "network", NetworkAssignment.class));

    /** The folder, absolute, into which this process writes its recordings; it exists. */
    String recordings();
}
