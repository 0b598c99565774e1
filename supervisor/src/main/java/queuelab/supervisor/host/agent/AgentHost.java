package queuelab.supervisor.host.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import queuelab.exchange.control.Assignment;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.NetworkAssignment;
import queuelab.exchange.control.ProducerAssignment;
import queuelab.supervisor.host.ChildEvent;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Host;
import queuelab.supervisor.host.HostException;

/**
 * Starts children at agents: each where the fewest run, of those that take its role. Nobody waits until an agent has started what it is to
 * start; where it cannot, the child is {@link ChildEvent.Lost}.
 */
final class AgentHost implements Host {
    private static final int STORAGE_NAME_BYTES = 12;

    private final Agents agents;
    private final Object choosing = new Object();

    AgentHost(Agents agents) {
        this.agents = agents;
    }

    @Override
    public ChildProcess start(ChildSpec spec, Consumer<ChildEvent> events) throws HostException {
        if (spec.role() == Role.NETWORK) {
            throw new HostException(
                    "faults of the network need all processes on the supervisor's machine, and here they run at agents"
                            + " (leave --agents out)",
                    null);
        }
        String storage = storage(spec.assignment());
        synchronized (choosing) { // whoever chooses next sees it there
            return choose(spec, storage).start(spec, storage, events);
        }
    }

    private ConnectedAgent choose(ChildSpec spec, String storage) throws HostException {
        ConnectedAgent agent = agents.choose(spec.role(), storage)
                .orElseThrow(() -> new HostException(
                        "could not start " + spec.name() + ": no agent of role "
                                + spec.role().word() + " is connected (lab agent --role "
                                + spec.role().word() + ")",
                        null));
        if (!storage.isEmpty()) {
            agents.keeping(storage);
        }
        return agent;
    }

    @Override
    public List<ChildProcess> startTogether(ChildSpec producer, ChildSpec consumer, Consumer<ChildEvent> events)
            throws HostException {
        throw new HostException(
                "could not start " + producer.name() + " and " + consumer.name()
                        + " in one process: an agent starts processes of one role (leave --agents out to run them here)",
                null);
    }

    @Override
    public void removeStorage(Path storage) {
        agents.remove(name(storage));
    }

    private static String storage(Assignment assignment) {
        return switch (assignment) {
            case BrokerAssignment broker -> name(Path.of(broker.storage()));
            case ProducerAssignment _, ConsumerAssignment _, NetworkAssignment _ -> "";
        };
    }

    /** The same name for the same folder, and one that is no path: the agent keeps it where it likes. */
    private static String name(Path storage) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(storage.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, STORAGE_NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
