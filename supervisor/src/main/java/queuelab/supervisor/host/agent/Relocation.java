package queuelab.supervisor.host.agent;

import java.nio.file.Path;
import java.util.Map;
import queuelab.exchange.control.Assignment;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.NetworkAssignment;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.exchange.control.Report;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.TransportSpec;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.HostException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts an agent's own folders and addresses in place of those that a supervisor names: they mean nothing here. */
final class Relocation {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final AgentSettings settings;
    private final Distribution distribution;

    Relocation(AgentSettings settings, Distribution distribution) {
        this.settings = settings;
        this.distribution = distribution;
    }

    /** The same assignment for a child whose folder is {@code folder}. */
    Assignment here(AgentFrame.Start start, Path folder) throws HostException {
        return switch (start.assignment()) {
            case BrokerAssignment broker ->
                with(
                        broker,
                        Map.of(
                                "recordings", folder.toString(),
                                "profile", profile(broker).toString(),
                                "storage", storage(start.storage()).toString(),
                                "host", settings.listen()));
            case NetworkAssignment _ -> throw new HostException("an agent runs no network proxy", null);
            case ProducerAssignment producer -> worker(producer, producer.transport(), folder);
            case ConsumerAssignment consumer -> worker(consumer, consumer.transport(), folder);
        };
    }

    /** Where a broker's storage of this name is. */
    Path storage(String name) throws HostException {
        if (!name.matches("[0-9a-f]{8,64}")) {
            throw new HostException("the name of a broker's storage is 8 to 64 hexadecimal digits", null);
        }
        return settings.storage().resolve(name);
    }

    /** What a broker here reports, for others elsewhere. */
    Report there(Report report) {
        return report instanceof Report.BrokerReady ready
                ? new Report.BrokerReady(
                        ready.pid(),
                        ready.parentPid(),
                        ready.url().replaceFirst("//[^/]*:", "//" + settings.address() + ":"),
                        ready.version(),
                        ready.journal(),
                        ready.facts())
                : report;
    }

    private Path profile(BrokerAssignment broker) throws HostException {
        Path profile = distribution.profiles().resolve(Path.of(broker.profile()).getFileName());
        if (!profile.normalize().startsWith(distribution.profiles())) {
            throw new HostException("the broker's profile is no folder of " + distribution.profiles(), null);
        }
        return profile;
    }

    private static Assignment worker(Assignment assignment, TransportSpec transport, Path folder) throws HostException {
        if (!(transport instanceof QueueSpec)) {
            throw new HostException(
                    "processes at agents exchange messages through a broker (`transport: queue`): any other transport"
                            + " needs both ends on one machine",
                    null);
        }
        return with(assignment, Map.of("recordings", folder.toString()));
    }

    private static Assignment with(Assignment assignment, Map<String, String> fields) {
        ObjectNode json =
                (ObjectNode) MAPPER.readTree(MAPPER.writerFor(Assignment.class).writeValueAsString(assignment));
        fields.forEach(json::put);
        return MAPPER.treeToValue(json, Assignment.class);
    }
}
