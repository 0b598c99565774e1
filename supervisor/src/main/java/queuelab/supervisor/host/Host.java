package queuelab.supervisor.host;

import java.util.function.Consumer;

/** A place where child processes run: this machine, or an agent's. */
public interface Host {
    /**
     * Starts a child and hands it its assignment.
     *
     * @param events takes everything the child does, on a thread of the host's; must not block
     * @throws HostException when it cannot be started
     */
    ChildProcess start(ChildSpec spec, Consumer<ChildEvent> events) throws HostException;
}
