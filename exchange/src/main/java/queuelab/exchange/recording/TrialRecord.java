package queuelab.exchange.recording;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.control.TrialWindow;

/**
 * What the supervisor knows of one trial, written as {@code trial.json} into the trial's folder beside the recordings of its
 * processes. With them it is all that judging needs. Nanosecond times without a unit of their own are {@link System#nanoTime()} of the
 * host that ran the trial.
 *
 * @param schema version of this record
 * @param id the trial's folder name
 * @param variant the variant's name
 * @param point the sweep values that make this point, in the scenario's order
 * @param repeat which repeat, from 1
 * @param order position in the order of execution, from 1
 * @param settings every setting in effect, dotted key to value as a scenario would write it
 * @param startedAt wall clock, ISO-8601 UTC
 * @param startNanos the common start; 0 when the trial never got there
 * @param window the phases
 * @param broker the broker, absent where the transport needs none or it never came up
 * @param processes every child process, broker first
 * @param queues the broker's own counters for every queue and copy, read after the drain; empty where unknown
 * @param drained whether the drain was proven: nothing ready, delivering or scheduled; always false when the trial was cut short
 * @param drainNanos how long the drain took, counted from the end of measuring
 * @param interrupted whether the person stopped the run during this trial
 * @param problems what went wrong while running, in words; empty when nothing did
 * @param events what happened at a known time (a process died, a setting changed), in order
 */
public record TrialRecord(
        int schema,
        String id,
        String variant,
        Map<String, String> point,
        int repeat,
        int order,
        Map<String, String> settings,
        String startedAt,
        long startNanos,
        TrialWindow window,
        @Nullable Broker broker,
        List<Child> processes,
        List<QueueCounters> queues,
        boolean drained,
        long drainNanos,
        boolean interrupted,
        List<String> problems,
        List<Event> events) {
    public static final int SCHEMA = 1;
    public static final String FILE = "trial.json";

    public TrialRecord {
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        processes = List.copyOf(processes);
        queues = List.copyOf(queues);
        problems = List.copyOf(problems);
        events = List.copyOf(events);
    }

    /**
     * The broker of a trial.
     *
     * @param mode {@code process}, {@code in-process} or {@code external}
     * @param journal journal type in effect, {@code unknown} where an external broker does not say
     * @param journalAsked the journal type the profile asks for
     * @param facts other facts of the effective configuration, and of this one start
     */
    public record Broker(
            String mode, String url, String version, String journal, String journalAsked, Map<String, String> facts) {
        /** How long activating took, journal included, in milliseconds. */
        public static final String START_MILLIS = "startMillis";

        /** How many messages the journal held. */
        public static final String MESSAGES_AT_START = "messagesAtStart";

        public Broker {
            facts = Map.copyOf(facts);
        }

        /** The facts without those of this one start, which no two trials share: in the order of their names. */
        public SortedMap<String, String> configuration() {
            SortedMap<String, String> configuration = new TreeMap<>(facts);
            configuration.keySet().removeAll(Set.of(START_MILLIS, MESSAGES_AT_START));
            return configuration;
        }
    }

    /**
     * One child process.
     *
     * @param role {@code broker}, {@code producer} or {@code consumer}
     * @param index number within its role, from 1
     * @param folder name of its folder inside the trial's
     * @param exitCode absent while unknown
     * @param clockOffsetNanos its clock minus the supervisor's, best estimate, after the correction
     * @param clockBoundNanos how far that estimate may be off: half the round trip
     * @param measuredCpuMillis CPU time within the measured window
     * @param runDelayMillis time that the thread which waited longest was ready to run but had no CPU, within the measured window
     * @param failure why it failed, in words, with its last log lines; absent when it did not
     * @param agent name of the agent that ran it; absent where it ran on the supervisor's host
     * @param clockCorrectionNanos by how much its host's clock was ahead of the supervisor's, and was corrected for
     */
    public record Child(
            String role,
            int index,
            String folder,
            long pid,
            long parentPid,
            long cpuMillis,
            long measuredCpuMillis,
            long runDelayMillis,
            long gcMillis,
            long peakRssBytes,
            @Nullable Integer exitCode,
            long clockOffsetNanos,
            long clockBoundNanos,
            @Nullable String failure,
            @Nullable String agent,
            long clockCorrectionNanos) {
        /** Of the supervisor's own host. */
        public Child(
                String role,
                int index,
                String folder,
                long pid,
                long parentPid,
                long cpuMillis,
                long measuredCpuMillis,
                long runDelayMillis,
                long gcMillis,
                long peakRssBytes,
                @Nullable Integer exitCode,
                long clockOffsetNanos,
                long clockBoundNanos,
                @Nullable String failure) {
            this(
                    role,
                    index,
                    folder,
                    pid,
                    parentPid,
                    cpuMillis,
                    measuredCpuMillis,
                    runDelayMillis,
                    gcMillis,
                    peakRssBytes,
                    exitCode,
                    clockOffsetNanos,
                    clockBoundNanos,
                    failure,
                    null,
                    0);
        }
    }

    /** The broker's own counters of one subscription; all counts of messages. */
    public record QueueCounters(
            int queue,
            int copy,
            String name,
            long added,
            long acknowledged,
            long expired,
            long killed,
            long ready,
            long delivering,
            long scheduled) {
        /** Messages left in the queue. */
        public long residual() {
            return ready + delivering + scheduled;
        }

        /** The same, with another count of what was given up. */
        public QueueCounters withKilled(long givenUp) {
            return new QueueCounters(
                    queue, copy, name, added, acknowledged, expired, givenUp, ready, delivering, scheduled);
        }
    }

    /**
     * Something that happened while messages flowed. What was asked for as a fault begins with {@link #FAULT}.
     *
     * @param what in words
     * @param subject the process it happened to ({@code consumer-1}, {@code network}), or the dotted setting that changed; empty where neither
     * @param value what happened to the process in one word ({@code killed}, {@code ready}), or the setting's new value; empty likewise
     * @param figures what was measured then, by names with units; empty where nothing was
     */
    public record Event(long atNanos, String what, String subject, String value, Map<String, Long> figures) {
        public static final String FAULT = "fault: ";
        private static final String SENT_BY = "sentBy.";

        /** The name of the figure that says how many messages a producer had attempted, by its id. */
        public static String sentBy(int producer) {
            return SENT_BY + producer;
        }

        /** Also of a record written before events had a subject. */
        public Event {
            subject = Objects.requireNonNullElse(subject, "");
            value = Objects.requireNonNullElse(value, "");
            figures = Map.copyOf(Objects.requireNonNullElse(figures, Map.of()));
        }

        public Event(long atNanos, String what, String subject, String value) {
            this(atNanos, what, subject, value, Map.of());
        }

        public Event(long atNanos, String what) {
            this(atNanos, what, "", "");
        }

        /** How many messages this producer had attempted at that moment, by its figures; empty where they do not say of any producer. */
        public OptionalLong sentSoFar(int producer) {
            boolean known = figures.keySet().stream().anyMatch(name -> name.startsWith(SENT_BY));
            return known ? OptionalLong.of(figures.getOrDefault(sentBy(producer), 0L)) : OptionalLong.empty();
        }

        /** Whether the scenario asked for it, as a fault. */
        public boolean fault() {
            return what.startsWith(FAULT);
        }
    }
}
