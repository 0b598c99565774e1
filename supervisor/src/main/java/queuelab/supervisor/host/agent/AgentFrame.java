package queuelab.supervisor.host.agent;

import java.util.List;
import java.util.Map;
import queuelab.exchange.control.Assignment;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Report;
import queuelab.exchange.json.Kinds;
import queuelab.supervisor.host.ChildSpec.Role;

/** What a supervisor and an agent say to each other. A child is known by the number that the supervisor gave it. */
sealed interface AgentFrame {
    /** What each is called in JSON. */
    Kinds<AgentFrame> KINDS = new Kinds<>(
            AgentFrame.class,
            "type",
            Map.ofEntries(
                    Map.entry("join", Join.class),
                    Map.entry("started", Started.class),
                    Map.entry("not-started", NotStarted.class),
                    Map.entry("reported", Reported.class),
                    Map.entry("used", Used.class),
                    Map.entry("exited", Exited.class),
                    Map.entry("part", Part.class),
                    Map.entry("recorded", Recorded.class),
                    Map.entry("not-signalled", NotSignalled.class),
                    Map.entry("ending", Ending.class),
                    Map.entry("leave", Leave.class),
                    Map.entry("heard", Heard.class),
                    Map.entry("welcome", Welcome.class),
                    Map.entry("refused", Refused.class),
                    Map.entry("start", Start.class),
                    Map.entry("tell", Tell.class),
                    Map.entry("signal", Signal.class),
                    Map.entry("remove", Remove.class),
                    Map.entry("beat", Beat.class)));

    /** What an agent says. */
    sealed interface FromAgent extends AgentFrame {}

    /** What the supervisor says. */
    sealed interface FromSupervisor extends AgentFrame {}

    /**
     * The first frame of each connection.
     *
     * @param session drawn by the agent for as long as it keeps its children; the same one again means: here I am, and they live
     * @param role what it starts; it takes no other
     * @param place where it runs, for people: its machine's name
     * @param address where a broker that it starts can be reached
     * @param pid its own process
     * @param cores what its machine has
     */
    record Join(String session, Role role, String place, String address, long pid, int cores) implements FromAgent {}

    /** A child runs. */
    record Started(int child, long pid) implements FromAgent {}

    /** A child could not be started; nothing more follows of it. */
    record NotStarted(int child, String reason) implements FromAgent {}

    /** A child sent a frame. */
    record Reported(int child, Report report) implements FromAgent {}

    /**
     * What each child has used so far, about once a second.
     *
     * @param nanos when that was read, by the agent's {@link System#nanoTime()}
     */
    record Used(long nanos, List<OfChild> children) implements FromAgent {
        public Used {
            children = List.copyOf(children);
        }

        /** The figures of {@link queuelab.supervisor.host.Figures.ProcessFigures}, of one child. */
        record OfChild(int child, long cpuMillis, long rssBytes, long peakRssBytes, Map<String, Long> runDelayMillis) {
            public OfChild {
                runDelayMillis = Map.copyOf(runDelayMillis);
            }
        }
    }

    /** A child is gone; its recordings follow. */
    record Exited(int child, int exitCode, List<String> lastLogLines) implements FromAgent {
        public Exited {
            lastLogLines = List.copyOf(lastLogLines);
        }
    }

    /**
     * A part of a file that a child writes or left. Parts of nothing but zeros are not sent: ledgers are full of them.
     *
     * @param offset where it belongs
     * @param length of the whole file at this moment
     * @param deflated its content, compressed (zlib), in Base64
     */
    record Part(int child, String file, long offset, long length, String deflated) implements FromAgent {}

    /**
     * All parts of a child's recordings were sent.
     *
     * @param lengths of each file, in bytes
     * @param problem why they are not complete; empty when they are
     */
    record Recorded(int child, Map<String, Long> lengths, String problem) implements FromAgent {
        public Recorded {
            lengths = Map.copyOf(lengths);
        }
    }

    /** A child could not be paused or resumed. */
    record NotSignalled(int child, String reason) implements FromAgent {}

    /** The agent was told to end: it starts nothing more, and its children are about to go. */
    record Ending() implements FromAgent {}

    /** The agent ends; its children are gone, their recordings sent. */
    record Leave(String reason) implements FromAgent {}

    /** The answer to a {@link Beat}, with the agent's {@link System#nanoTime()}. */
    record Heard(long beat, long nanos) implements FromAgent {}

    /**
     * The answer to {@link Join}.
     *
     * @param name the agent's name at this supervisor
     * @param resumed whether the session goes on; if not, children of an earlier one must go
     * @param storages folders of brokers that may be started again; the agent removes all others
     */
    record Welcome(String name, boolean resumed, List<String> storages) implements FromSupervisor {
        public Welcome {
            storages = List.copyOf(storages);
        }
    }

    /** This supervisor takes no agents, or not this one. The connection ends. */
    record Refused(String reason) implements FromSupervisor {}

    /**
     * Start a child. Its assignment names paths at the supervisor, which mean nothing at the agent: it puts its own in their place.
     *
     * @param storage name of a broker's storage folder, the same each time this broker is started; empty for others
     */
    record Start(int child, Role role, int index, long heapBytes, String storage, Assignment assignment)
            implements FromSupervisor {}

    /** Pass a command on to a child. */
    record Tell(int child, Command command) implements FromSupervisor {}

    /** Do something to a child. */
    record Signal(int child, Kind kind) implements FromSupervisor {
        enum Kind {
            END_INPUT,
            KILL,
            PAUSE,
            RESUME
        }
    }

    /** Remove what a broker stored. */
    record Remove(String storage) implements FromSupervisor {}

    /** I am here; are you? Asks for {@link Heard}. */
    record Beat(long beat) implements FromSupervisor {}
}
