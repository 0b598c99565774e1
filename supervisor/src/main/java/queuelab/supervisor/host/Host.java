package queuelab.supervisor.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import queuelab.supervisor.host.ChildSpec.Role;

/** A place where child processes run: this machine, or an agent's. */
public interface Host {
    /**
     * Starts a child and hands it its assignment.
     *
     * @param events takes everything the child does, on a thread of the host's; must not block
     * @throws HostException when it cannot be started; what only its agent finds out is a {@link ChildEvent.Lost}
     */
    ChildProcess start(ChildSpec spec, Consumer<ChildEvent> events) throws HostException;

    /**
     * Starts one producer and one consumer that are threads of one process. Each is heard and spoken to by itself; the end of the process is
     * the end of both, and so is the end of either one's input.
     *
     * @throws HostException when it cannot be started
     */
    List<ChildProcess> startTogether(ChildSpec producer, ChildSpec consumer, Consumer<ChildEvent> events)
            throws HostException;

    /**
     * How far producers and consumers are compiled here.
     *
     * @param withC2 whether a trial leaves C2 the time for it
     */
    default Compilation ofWorkers(boolean withC2) {
        return Compilation.of(Role.PRODUCER);
    }

    /** Removes what a broker stored, wherever that is; one that stored nothing is no error. */
    void removeStorage(Path storage) throws IOException;
}
