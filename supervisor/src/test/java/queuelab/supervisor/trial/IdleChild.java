package queuelab.supervisor.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.TrialWindow;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Figures;

/** A child without a process: whoever uses it says itself what is heard of it. */
record IdleChild(ChildSpec spec, long pid, List<String> lastLogLines) implements ChildProcess {
    private static final long SOME_PID = 4711;

    IdleChild(Role role, List<String> lastLogLines) {
        this(spec(role, 1, Path.of("r")), SOME_PID, lastLogLines);
    }

    IdleChild(ChildSpec spec) {
        this(spec, SOME_PID, List.of());
    }

    /** What such a child is started by. */
    static ChildSpec spec(Role role, int index, Path folder) {
        var nothing =
                new BrokerAssignment("r", "p", Map.of(), "s", "127.0.0.1", 0, "u", "p", new TrialWindow(1, 2, 3), true);
        return new ChildSpec(role, index, folder, 1, nothing);
    }

    @Override
    public void send(Command command) {}

    @Override
    public void endInput() {}

    @Override
    public void kill() {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public OptionalInt awaitExit(Duration deadline) {
        return OptionalInt.empty();
    }

    @Override
    public boolean isAlive() {
        return false;
    }

    @Override
    public Optional<Figures.ProcessFigures> figures(Figures figures) {
        return Optional.empty();
    }
}
