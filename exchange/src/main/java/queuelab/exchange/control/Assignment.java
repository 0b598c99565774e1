package queuelab.exchange.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Everything a child process needs to know: the first line on its stdin. Complete; it reads no other configuration. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BrokerAssignment.class, name = "broker"),
    @JsonSubTypes.Type(value = ProducerAssignment.class, name = "producer"),
    @JsonSubTypes.Type(value = ConsumerAssignment.class, name = "consumer"),
    @JsonSubTypes.Type(value = NetworkAssignment.class, name = "network")
})
public sealed interface Assignment permits BrokerAssignment, ProducerAssignment, ConsumerAssignment, NetworkAssignment {
    /** The folder, absolute, into which this process writes its recordings; it exists. */
    String recordings();
}
