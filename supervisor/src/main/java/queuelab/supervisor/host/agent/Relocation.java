package queuelab.supervisor.host.agent;

import java.nio.file.Path;
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

/** Puts an agent's own folders and addresses in place of those that a supervisor names: they mean nothing here. */
final class Relocation {
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
                new BrokerAssignment(
                        folder.toString(),
                        profile(broker).toString(),
                        broker.properties(),
                        storage(start.storage()).toString(),
                        settings.listen(),
                        broker.port(),
                        broker.user(),
                        broker.password(),
                        broker.window(),
                        broker.stages());
            case NetworkAssignment _ -> throw new HostException("an agent runs no network proxy", null);
            case ProducerAssignment producer -> {
                requireBroker(producer.transport());
                yield producer.withRecordings(folder.toString());
            }
            case ConsumerAssignment consumer -> {
                requireBroker(consumer.transport());
                yield consumer.withRecordings(folder.toString());
            }
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

    private static void requireBroker(TransportSpec transport) throws HostException {
        if (!(transport instanceof QueueSpec)) {
            throw new HostException(
                    "processes at agents exchange messages through a broker (`transport: queue`): any other transport"
                            + " needs both ends on one machine",
                    null);
        }
    }
}
