package queuelab.supervisor.host.agent;

import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import queuelab.supervisor.host.ChildEvent;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.Compilation;
import queuelab.supervisor.host.Host;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.host.LocalHost;

/** Where the processes of this lab start: at agents where they may join, else on this machine. Never some here and some there. */
@Primary
@Singleton
public final class Placement implements Host {
    private final Agents agents;
    private final LocalHost here;
    private final AgentHost there;

    Placement(Agents agents, LocalHost here) {
        this.agents = agents;
        this.here = here;
        this.there = new AgentHost(agents);
    }

    @Override
    public ChildProcess start(ChildSpec spec, Consumer<ChildEvent> events) throws HostException {
        return host().start(spec, events);
    }

    @Override
    public List<ChildProcess> startTogether(ChildSpec producer, ChildSpec consumer, Consumer<ChildEvent> events)
            throws HostException {
        return host().startTogether(producer, consumer, events);
    }

    @Override
    public Compilation ofWorkers(boolean withC2) {
        return host().ofWorkers(withC2);
    }

    @Override
    public void removeStorage(Path storage) throws IOException {
        host().removeStorage(storage);
    }

    private Host host() {
        return agents.isOpen() ? there : here;
    }
}
