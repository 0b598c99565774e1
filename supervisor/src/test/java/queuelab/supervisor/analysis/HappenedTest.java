package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.NoteLog;
import queuelab.exchange.recording.TrialRecord.Event;
import queuelab.supervisor.analysis.Happened.FaultFacts;
import queuelab.supervisor.analysis.Happened.Messages;

/** What is told of faults, from recordings made for it: 100 messages a second for 10 s, measured from the first second on. */
class HappenedTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path folder;

    private TrialFolder trial;

    @BeforeEach
    void makeTrial() throws IOException {
        trial = TrialFolder.sound(folder);
    }

    @Test
    void whereNothingWasDoneNothingIsTold() throws Exception {
        assertThat(trial.judge().happened()).isNull();
    }

    @Test
    void aKilledBrokersFactsComeFromTheEventsAndTheJournalOfItsSuccessor() throws Exception {
        fault(4.0, "broker-1", "killed", Map.of());
        fault(4.5, "broker-2", "starting", Map.of());
        fault(5.5, "broker-2", "ready", Map.of("journalMillis", 250L, "messages", 42L));
        trial.samples(second -> second < 5 ? second * 100 : second < 7 ? 400 : (second - 2) * 100, _ -> 3, 0);

        FaultFacts fault = only();

        assertThat(fault.atNanos()).isEqualTo(3 * SECOND);
        assertThat(fault.subject()).isEqualTo("broker-1");
        assertThat(fault.processKilled()).isTrue();
        assertThat(fault.mendedNanos()).isEqualTo(3 * SECOND / 2);
        assertThat(fault.journalNanos()).isEqualTo(250_000_000L);
        assertThat(fault.messagesReloaded()).isEqualTo(42);
        assertThat(fault.rateBackNanos()).isEqualTo(2 * SECOND);
        assertThat(fault.messages()).as("no ledgers were read at the time").isNull();
    }

    @Test
    void aRateThatNeverSankWasBackAtOnceAndOneThatDidNotComeBackHasNoTime() throws Exception {
        fault(4.0, "consumer-1", "paused", Map.of());
        fault(4.2, "consumer-1", "resumed", Map.of());
        assertThat(only().rateBackNanos()).isZero();

        trial.samples(second -> Math.min(400, second * 100), _ -> 3, 0);
        assertThat(only().rateBackNanos()).isNull();
    }

    @Test
    void whatIsNeverMendedHasNoTimeUntilItWas() throws Exception {
        fault(4.0, "consumer-1", "paused", Map.of());
        fault(5.0, "consumer-2", "resumed", Map.of());

        assertThat(only().mendedNanos()).isNull();
    }

    @Test
    void theLongestSilenceIsOneInWhichNobodyReceivedAnythingAndIsCountedFromTheFault() throws Exception {
        trial.consumer(2, 0, 0, Map.of());
        silences(1, span(3.8, 6.0), span(8.0, 8.3));
        fault(4.0, "broker-1", "killed", Map.of());
        fault(7.0, "broker-2", "ready", Map.of());
        assertThat(only().silenceNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void whatNeverCameBackIsSilentUntilTheEndOfTheWindow() throws Exception {
        try (NoteLog notes = NoteLog.create(folder.resolve("consumer-1"), 0)) {
            notes.add(NoteKind.SILENCE, 0, 7, at(4.5) - at(3.8), at(4.5));
            notes.add(NoteKind.SILENCE, -1, -1, at(30.0) - at(6.0), at(30.0));
        }
        fault(4.0, "broker-1", "killed", Map.of());
        fault(4.5, "broker-2", "ready", Map.of());

        assertThat(only().silenceNanos()).isEqualTo(5 * SECOND);
    }

    @Test
    void aConsumerThatReceivesMeanwhileBreaksTheSilence() throws Exception {
        trial.consumer(2, 0, 0, Map.of(0, TrialFolder.upTo(10)));
        silences(1, span(3.8, 6.0));
        silences(2, span(2.0, 4.5), span(5.0, 7.0));
        fault(4.0, "broker-1", "killed", Map.of());
        fault(7.0, "broker-2", "ready", Map.of());

        assertThat(only().silenceNanos()).isEqualTo(SECOND);
    }

    @Test
    void aConsumerThatIsGoneIsSilentUntilItsSuccessorTakesPart() throws Exception {
        fault(4.0, "consumer-1", "killed", Map.of());
        fault(5.0, "consumer-2", "ready", Map.of());
        trial.consumer(2, 0, 0, Map.of(0, TrialFolder.upTo(10)));
        silences(2, span(5.0, 5.25));

        assertThat(only().silenceNanos()).isEqualTo(5 * SECOND / 4);
    }

    @Test
    void eachMessageIsCountedToTheFirstFaultThatItCanHaveMet() throws Exception {
        trial = new TrialFolder(folder.resolve("counted"));
        trial.settings.put("queue.storage", "memory");
        long[] acknowledged = TrialFolder.upToWithout(1_000, 310, 650);
        trial.producer(1, 0, 0, TrialFolder.upTo(1_000), acknowledged, new long[0]);
        trial.consumer(1, 0, 0, Map.of(0, TrialFolder.upToWithout(1_000, 298, 299, 310, 649, 999)));
        trial.consumer(2, 0, 0, Map.of(0, new long[] {300, 301}));
        trial.queues.add(trial.counters(0, 0, 1_000, 0));
        trial.steadySamples();
        fault(4.0, "broker-1", "killed", Map.of(Event.sentBy(0), 300L));
        fault(5.0, "broker-2", "ready", Map.of(Event.sentBy(0), 311L));
        fault(7.5, "broker-2", "killed", Map.of(Event.sentBy(0), 650L));
        fault(8.5, "broker-3", "ready", Map.of(Event.sentBy(0), 651L));

        var faults = Objects.requireNonNull(trial.judge().happened()).faults();

        assertThat(faults)
                .extracting(FaultFacts::messages)
                .containsExactly(new Messages(2, 0, 1, 2, 0), new Messages(1, 1, 0, 0, 0));
    }

    @Test
    void aProducerThatHadNotBegunYetHadSentNothing() throws Exception {
        trial.producer(2, 1, 0, TrialFolder.upTo(10), TrialFolder.upTo(10), new long[0]);
        fault(4.0, "producer-1", "killed", Map.of(Event.sentBy(0), 300L));
        fault(5.0, "producer-2", "ready", Map.of(Event.sentBy(0), 300L));

        assertThat(only().messages()).isEqualTo(new Messages(0, 0, 0, 0, 0));
    }

    @Test
    void aChangeIsToldAndABacklogIsMeasuredFromItsPeak() throws Exception {
        trial.events.add(new Event(at(3.0), "producer.load changed", "producer.load", "200/s"));
        trial.samples(second -> second * 100, second -> second < 3 ? 3 : second <= 6 ? second * 100 : 5, 0);

        Happened happened = Objects.requireNonNull(trial.judge().happened());

        assertThat(happened.faults()).isEmpty();
        assertThat(happened.changes())
                .containsExactly(
                        new Happened.ChangeFacts(2 * SECOND, "producer.load", "200/s", "producer.load changed"));
        assertThat(happened.backlog()).isEqualTo(new Happened.Backlog(2 * SECOND, 600, 5 * SECOND, SECOND));
    }

    private FaultFacts only() throws IOException {
        Happened happened = Objects.requireNonNull(trial.judge().happened());
        assertThat(happened.faults()).hasSize(1);
        return happened.faults().getFirst();
    }

    private void fault(double seconds, String subject, String value, Map<String, Long> figures) {
        trial.events.add(new Event(at(seconds), Event.FAULT + value + " " + subject, subject, value, figures));
    }

    /** Of the consumer's only thread: from and until when it received nothing. */
    private void silences(int worker, long[]... spans) throws IOException {
        try (NoteLog notes = NoteLog.create(folder.resolve("consumer-" + worker), worker - 1)) {
            for (long[] span : spans) {
                notes.add(NoteKind.SILENCE, 0, -1, span[1] - span[0], span[1]);
            }
        }
    }

    private static long[] span(double fromSeconds, double toSeconds) {
        return new long[] {at(fromSeconds), at(toSeconds)};
    }

    private static long at(double seconds) {
        return TrialFolder.START + Math.round(seconds * SECOND);
    }
}
