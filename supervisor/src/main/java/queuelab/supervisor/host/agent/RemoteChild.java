package queuelab.supervisor.host.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import queuelab.exchange.control.Command;
import queuelab.supervisor.host.ChildEvent;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.Figures;
import queuelab.supervisor.host.Figures.ProcessFigures;
import queuelab.supervisor.host.HostException;

/** A child process of an agent's. What the agent tells of it arrives on the agent's thread; everything else may be asked by any. */
final class RemoteChild implements ChildProcess {
    private final ChildSpec spec;
    private final int number;
    private final ConnectedAgent agent;
    private final Consumer<ChildEvent> events;
    private final IncomingRecordings recordings;
    private final CountDownLatch gone = new CountDownLatch(1);
    private final CountDownLatch recorded = new CountDownLatch(1);
    private volatile long pid;
    private volatile int exitCode;
    private volatile String recordingTrouble = "";
    private volatile List<String> lastLogLines = List.of();
    private final RemoteFigures figures = new RemoteFigures();

    RemoteChild(ChildSpec spec, int number, ConnectedAgent agent, Consumer<ChildEvent> events, long mostFileBytes) {
        this.spec = spec;
        this.number = number;
        this.agent = agent;
        this.events = events;
        this.recordings = new IncomingRecordings(spec.folder(), mostFileBytes);
    }

    int number() {
        return number;
    }

    void started(long itsPid) {
        pid = itsPid;
    }

    void notStarted(String reason, long atNanos) {
        recorded.countDown();
        lost("agent " + agent.name() + " did not start it: " + reason, atNanos);
    }

    void reported(AgentFrame.Reported frame, long atNanos) {
        events.accept(new ChildEvent.Reported(this, frame.report(), atNanos));
    }

    void used(AgentFrame.Used.OfChild used, long readNanos, long atNanos) {
        figures.take(
                new ProcessFigures(used.cpuMillis(), used.rssBytes(), used.peakRssBytes(), used.runDelayMillis()),
                readNanos,
                atNanos);
    }

    synchronized void exited(AgentFrame.Exited frame, long atNanos) {
        if (gone.getCount() == 0) {
            return;
        }
        exitCode = frame.exitCode();
        lastLogLines = frame.lastLogLines();
        gone.countDown();
        events.accept(new ChildEvent.Exited(this, exitCode, atNanos));
    }

    void part(AgentFrame.Part part) throws BadAgentFrame {
        try {
            recordings.add(part);
        } catch (IOException e) {
            recordingTrouble = part.file() + " could not be written: " + e.getMessage();
        }
    }

    void recorded(AgentFrame.Recorded frame) throws BadAgentFrame {
        if (recordingTrouble.isEmpty()) {
            recordingTrouble = frame.problem();
        }
        try {
            recordings.complete(frame.lengths());
        } catch (IOException e) {
            recordingTrouble = "could not be written: " + e.getMessage();
        } finally {
            recorded.countDown();
        }
    }

    /** Nothing more is to be told of it: its agent is gone, or could not start it. */
    synchronized void lost(String why, long atNanos) {
        if (recorded.getCount() > 0) {
            recordingTrouble = why;
        }
        recorded.countDown();
        if (gone.getCount() == 0) {
            return;
        }
        gone.countDown();
        events.accept(new ChildEvent.Lost(this, why, atNanos));
    }

    @Override
    public ChildSpec spec() {
        return spec;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public Optional<String> agent() {
        return Optional.of(agent.name());
    }

    @Override
    public void send(Command command) {
        agent.say(new AgentFrame.Tell(number, command));
    }

    @Override
    public void endInput() {
        agent.say(new AgentFrame.Signal(number, AgentFrame.Signal.Kind.END_INPUT));
    }

    @Override
    public void kill() {
        agent.say(new AgentFrame.Signal(number, AgentFrame.Signal.Kind.KILL));
    }

    @Override
    public void pause() throws HostException {
        agent.say(new AgentFrame.Signal(number, AgentFrame.Signal.Kind.PAUSE));
    }

    @Override
    public void resume() throws HostException {
        agent.say(new AgentFrame.Signal(number, AgentFrame.Signal.Kind.RESUME));
    }

    @Override
    public Optional<ProcessFigures> figures(Figures ignored) {
        return figures.now(System.nanoTime());
    }

    @Override
    public Optional<ProcessFigures> glance(Figures ignored) {
        return figures(ignored);
    }

    @Override
    public OptionalInt awaitExit(Duration deadline) {
        return await(gone, deadline) ? OptionalInt.of(exitCode) : OptionalInt.empty();
    }

    @Override
    public Optional<String> awaitRecordings(Duration deadline) {
        if (!await(recorded, deadline)) {
            return Optional.of("the recordings of " + name() + " did not arrive from agent " + agent.name() + " within "
                    + deadline.toSeconds() + " s");
        }
        return recordingTrouble.isEmpty()
                ? Optional.empty()
                : Optional.of("the recordings of " + name() + " are not complete: " + recordingTrouble);
    }

    private static boolean await(CountDownLatch latch, Duration deadline) {
        try {
            return latch.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean isAlive() {
        return gone.getCount() > 0;
    }

    @Override
    public List<String> lastLogLines() {
        return lastLogLines;
    }
}
