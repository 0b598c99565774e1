package queuelab.exchange.transport;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What carries the messages of a trial, complete enough to open it. One record for each transport. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "transport")
@JsonSubTypes({@JsonSubTypes.Type(value = QueueSpec.class, name = "queue")})
public sealed interface TransportSpec permits QueueSpec {}
