package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static queuelab.supervisor.analysis.TrialFolder.MESSAGES;
import static queuelab.supervisor.analysis.TrialFolder.upTo;
import static queuelab.supervisor.analysis.TrialFolder.upToWithout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.NoteKind;
import queuelab.exchange.recording.TrialRecord.Event;
import queuelab.exchange.recording.TrialRecord.QueueCounters;
import queuelab.supervisor.analysis.TrialResult.Delivery;
import queuelab.supervisor.analysis.TrialResult.Example;
import queuelab.supervisor.analysis.TrialResult.Offence;
import queuelab.supervisor.analysis.TrialResult.QueueDelivery;

class DeliveryVerdictTest {
    private static final long[] NONE = {};

    @TempDir
    Path folder;

    @Test
    void aTrialInWhichEverythingArrivedOncePasses() throws IOException {
        TrialResult result = TrialFolder.sound(folder).judge();
        assertThat(result.reasons()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.delivery()).isEqualTo(new Delivery(1_000, 1_000, 0, 0, 1_000, 1_000, 0, 0, 0, 0, 0, 0, 0));
        assertThat(result.offences()).isEmpty();
        assertThat(result.remarks()).isEmpty();
        assertThat(result.id()).isEqualTo("001-durable-1");
        assertThat(result.processes()).hasSize(3);
    }

    @Test
    void anAcknowledgedMessageThatNeverArrivedFails() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upToWithout(MESSAGES, 17, 940)));
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.reasons())
                .first()
                .isEqualTo(
                        "queue 1 copy 1 (lab.t.q1): 2 of 1,000 acknowledged messages never arrived (producer:sequence 0:17, 0:940)");
        assertThat(result.delivery().lost()).isEqualTo(2);
        assertThat(result.offences())
                .containsExactly(new Offence("lost", 2, List.of(new Example(0, 0, 0, 17), new Example(0, 0, 0, 940))));
    }

    @Test
    void aLostMessageOfUnknownFateIsNoLoss() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upToWithout(MESSAGES, 998, 999), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upToWithout(MESSAGES, 999)));
        trial.queues.add(trial.counters(0, 0, 999, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.delivery().indeterminate()).isEqualTo(2);
        assertThat(result.delivery().lost()).isZero();
        assertThat(result.remarks())
                .containsExactly("queue 1 copy 1 (lab.t.q1): 2 sends of unknown fate, of which 1 arrived and 1 did not;"
                        + " none of them counts as lost");
    }

    @Test
    void whatTheBrokerStillHasExpiredOrKilledIsNotLost() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upToWithout(MESSAGES, 1, 2, 3)));
        trial.queues.add(new QueueCounters(0, 0, "lab.t.q1", MESSAGES, 997, 1, 1, 0, 0, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.delivery().lost()).isEqualTo(1);
        assertThat(result.queues()).singleElement().satisfies(queue -> {
            assertThat(queue.missing()).isEqualTo(3);
            assertThat(queue.explained()).isEqualTo(2);
        });
        assertThat(result.remarks())
                .first()
                .asString()
                .contains("the broker accounts for 2 of them (left 0, expired 1, killed or dead-lettered 1)");
    }

    @Test
    void aDuplicateAfterARedeliveryIsTiedToItAndAllowed() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upTo(500)));
        trial.consumer(2, 0, 0, Map.of(0, LongStream.range(490, MESSAGES).toArray()));
        trial.notes(2, NoteKind.REDELIVERED, 1, LongStream.range(490, 520).toArray());
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.delivery().received()).isEqualTo(1_010);
        assertThat(result.delivery().distinct()).isEqualTo(1_000);
        assertThat(result.delivery().duplicated()).isEqualTo(10);
        assertThat(result.delivery().redelivered()).isEqualTo(30);
        QueueDelivery queue = result.queues().getFirst();
        assertThat(queue.duplicatedByRedelivery()).isEqualTo(10);
        assertThat(queue.duplicatedUnexplained()).isZero();
        assertThat(result.remarks()).singleElement().asString().contains("10 duplicates (10 messages redelivered");
    }

    @Test
    void aMessageReceivedThriceByOneThreadCountsTwiceAsDuplicated() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.notes(1, NoteKind.DUPLICATE, 1, 7, 7);
        TrialResult result = trial.judge();
        assertThat(result.delivery().received()).isEqualTo(1_002);
        assertThat(result.delivery().duplicated()).isEqualTo(2);
        assertThat(result.queues().getFirst().duplicatedUnexplained()).isEqualTo(1);
        assertThat(result.offences()).singleElement().extracting(Offence::kind).isEqualTo("duplicated");
    }

    @Test
    void aProducersSecondAttemptIsToldFromARedelivery() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.notes(1, NoteKind.DUPLICATE, 2, 7);
        QueueDelivery queue = trial.judge().queues().getFirst();
        assertThat(queue.duplicatedBySecondAttempt()).isEqualTo(1);
        assertThat(queue.duplicatedByRedelivery()).isZero();
        assertThat(queue.duplicatedUnexplained()).isZero();
    }

    @Test
    void preAcknowledgementPromisesEachMessageAtMostOnce() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.settings.put("consumer.ack", "pre");
        trial.notes(1, NoteKind.DUPLICATE, 1, 7);
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.reasons())
                .singleElement()
                .asString()
                .endsWith("“pre” acknowledgement promises each message at most once");
    }

    @Test
    void aFlippedPayloadBitFails() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.notes(1, NoteKind.CORRUPT, 1024, 5);
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.delivery().corrupt()).isEqualTo(1);
        assertThat(result.reasons())
                .containsExactly("1 message arrived with a stamp or payload that fails its checksum");
        assertThat(result.offences()).containsExactly(new Offence("corrupt", 1, List.of(new Example(0, 0, 0, 5))));
    }

    @Test
    void aReorderingFailsWhereOneConsumerIsActive() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.notes(1, NoteKind.OUT_OF_ORDER, 9, 8);
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.delivery().outOfOrder()).isEqualTo(1);
        assertThat(result.reasons())
                .singleElement()
                .asString()
                .contains("1 message out of its producer's order (producer:sequence 0:8)");
    }

    @Test
    void aReorderingAmongSeveralConsumersIsOnlyRemarked() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upTo(500)));
        trial.consumer(2, 0, 0, Map.of(0, LongStream.range(500, MESSAGES).toArray()));
        trial.notes(2, NoteKind.OUT_OF_ORDER, 700, 600);
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.remarks()).singleElement().asString().contains("order is promised only with one consumer");
    }

    @Test
    void anIdThatWasNeverSentFails() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upTo(MESSAGES + 1), 5, new long[] {3}));
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.delivery().unexpected()).isEqualTo(2);
        assertThat(result.reasons())
                .first()
                .isEqualTo(
                        "queue 1 copy 1 (lab.t.q1): 2 messages arrived that nobody sent there (producer:sequence 0:1000, 5:3)");
    }

    @Test
    void aMessageOnAnotherQueueThanItWasSentToIsUnexpectedThereAndLostHere() throws IOException {
        var trial = new TrialFolder(folder);
        trial.settings.put("queue.count", "2");
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upToWithout(MESSAGES, 4)));
        trial.consumer(2, 1, 0, Map.of(0, new long[] {4}));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.delivery().unexpected()).isEqualTo(1);
        assertThat(result.delivery().lost()).isEqualTo(1);
    }

    @Test
    void aRejectedMessageThatArrivedFails() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upToWithout(MESSAGES, 9), new long[] {9});
        trial.consumer(1, 0, 0, Map.of(0, upTo(MESSAGES)));
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.delivery().rejected()).isEqualTo(1);
        assertThat(result.reasons())
                .containsExactly(
                        "queue 1 copy 1 (lab.t.q1): 1 message arrived although rejected or rolled back (producer:sequence 0:9)");
    }

    @Test
    void everyCopyIsAccountedForByItself() throws IOException {
        var trial = new TrialFolder(folder);
        trial.settings.put("queue.copies", "2");
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upTo(MESSAGES)));
        trial.consumer(2, 0, 1, Map.of(0, upToWithout(MESSAGES, 3)));
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        trial.queues.add(trial.counters(0, 1, MESSAGES, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.delivery().attempted()).isEqualTo(1_000);
        assertThat(result.delivery().received()).isEqualTo(1_999);
        assertThat(result.delivery().distinct()).isEqualTo(1_999);
        assertThat(result.delivery().duplicated()).isZero();
        assertThat(result.delivery().lost()).isEqualTo(1);
        assertThat(result.queues()).extracting(QueueDelivery::lost).containsExactly(0L, 1L);
    }

    @Test
    void aCopyThatNobodyReceivedIsLostWhole() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.settings.put("queue.copies", "2");
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.delivery().lost()).isEqualTo(1_000);
        assertThat(result.offences().getFirst().examples()).hasSize(100);
    }

    @Test
    void anUnfinishedDrainLeavesTheFateUnknown() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upTo(900)));
        trial.queues.add(trial.counters(0, 0, MESSAGES, 60));
        trial.drained = false;
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.delivery().residual()).isEqualTo(60);
        assertThat(result.reasons())
                .anySatisfy(
                        reason -> assertThat(reason)
                                .isEqualTo(
                                        "the drain was not proven (60 messages left in the broker), so what did not arrive cannot be told from lost"));
    }

    @Test
    void aTruncatedLedgerIsNamedAndIsNoProofOfLoss() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        Path ledger = folder.resolve("consumer-1/received-p0-q0-c0-t0.bits");
        Files.write(ledger, Arrays.copyOf(Files.readAllBytes(ledger), 100));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reasons())
                .contains("001-durable-1: " + ledger + ": is cut short: its header asks for 4160 bytes, got 100");
        assertThat(result.delivery().acknowledged()).isEqualTo(1_000);
        assertThat(result.latency().get("scheduleLag").count()).isEqualTo(1_000);
    }

    @Test
    void aMissingReceivedLedgerIsNoticedAndIsNoProofOfLoss() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        Files.delete(folder.resolve("consumer-1/received-p0-q0-c0-t0.bits"));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reasons())
                .contains(
                        "001-durable-1: " + folder.resolve("consumer-1")
                                + ": its ledgers hold 0 messages but it received 1,000 according to its latency log: a “received” ledger is missing");
    }

    @Test
    void aMissingAttemptedLedgerIsNamedAndNothingIsCalledUnexpected() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        Files.delete(folder.resolve("producer-1/attempted-p0-q0-c0-t0.bits"));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.delivery().unexpected()).isZero();
        assertThat(result.reasons())
                .anySatisfy(reason -> assertThat(reason).contains("no “attempted” ledger of producer [0]"));
    }

    @Test
    void preWithAConsumerKilledFromOutsideFailsAndListsTheIds() throws IOException {
        TrialFolder trial = killed("pre");
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.delivery().lost()).isEqualTo(20);
        assertThat(result.offences().getFirst().examples())
                .extracting(Example::sequence)
                .startsWith(480L, 481L)
                .hasSize(20);
        assertThat(result.reasons())
                .first()
                .asString()
                .contains("20 of 1,000 acknowledged messages never arrived")
                .endsWith("“pre” acknowledgement promises less, but the scenario asked for no fault");
        assertThat(result.reasons()).last().isEqualTo("consumer-1: exited with code 137; its last log lines: Killed");
    }

    @Test
    void whatAConsumerThatIsGoneWithItsAgentMayHaveReceivedIsNoProofOfLoss() throws IOException {
        TrialFolder trial = killed("auto");
        trial.goneWithAgent("consumer", 1, "agent consumer-2 was not heard of for over 10 s");
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reasons())
                .anySatisfy(reason -> assertThat(reason)
                        .contains("20 of 1,000 acknowledged messages never arrived")
                        .endsWith("consumer recordings are damaged, so this is no proof of loss"))
                .anySatisfy(reason ->
                        assertThat(reason).isEqualTo("consumer-1: agent consumer-2 was not heard of for over 10 s"));
    }

    @Test
    void preWithAFaultThatWasAskedForReportsTheLossAsAFinding() throws IOException {
        TrialFolder trial = killed("pre");
        trial.events.add(new Event(TrialFolder.START, Event.FAULT + "consumer-1 killed"));
        TrialResult result = trial.judge();
        assertThat(result.reasons()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.delivery().lost()).isEqualTo(20);
        assertThat(result.remarks())
                .anySatisfy(
                        remark -> assertThat(remark).contains("promises no more after the fault that was asked for"));
    }

    @Test
    void autoWithAConsumerKilledLosesNothingAndTellsDuplicatesFromRedeliveries() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upTo(480)));
        trial.consumer(2, 0, 0, Map.of(0, LongStream.range(470, MESSAGES).toArray()));
        trial.notes(2, NoteKind.REDELIVERED, 1, LongStream.range(470, 500).toArray());
        trial.kill("consumer", 1);
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reasons()).containsExactly("consumer-1: exited with code 137; its last log lines: Killed");
        assertThat(result.delivery().lost()).isZero();
        assertThat(result.delivery().duplicated()).isEqualTo(10);
        assertThat(result.delivery().redelivered()).isEqualTo(30);
        assertThat(result.queues().getFirst().duplicatedByRedelivery()).isEqualTo(10);
    }

    @Test
    void lossFromAnInMemoryQueueWithoutAnyFaultFails() throws IOException {
        var trial = new TrialFolder(folder);
        trial.settings.put("queue.storage", "memory");
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upToWithout(MESSAGES, 17)));
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        assertThat(trial.judge().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aDeadBrokersVerdictSaysThatPowerLossWasNotTested() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        trial.kill("broker", 1);
        trial.events.add(new Event(TrialFolder.START, Event.FAULT + "broker killed"));
        assertThat(trial.judge().remarks())
                .anySatisfy(remark -> assertThat(remark).contains("not a loss of power"));
    }

    @Test
    void aLossAfterAcknowledgementsOfABrokersFormerLifeSaysWhatMayHaveCausedIt() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upToWithout(MESSAGES, 17, 940)));
        trial.processes.add(TrialFolder.child("broker", 2));
        trial.events.add(new Event(TrialFolder.START, Event.FAULT + "killed broker-1", "broker-1", "killed"));
        trial.queues.add(new QueueCounters(0, 0, "lab.t.q1", 500, 498, 0, 2, 0, 0, 0));
        String stale =
                "ActiveMQIllegalStateException: [errorType=ILLEGAL_STATE message=AMQ229027: Could not find reference\n";
        Files.writeString(folder.resolve("broker").resolve(BrokerLog.FILE), stale.repeat(3));

        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.delivery().lost())
                .as("two dead letters, but nobody knows of which messages")
                .isEqualTo(2);
        assertThat(result.reasons())
                .first()
                .asString()
                .contains("2 of 1,000", "covers all that the consumer was handed");
        assertThat(result.remarks().toString()).contains("acknowledged 3 messages", "AMQ229027");

        trial.settings.put("consumer.ack", "individual");
        assertThat(trial.judge().reasons().toString()).doesNotContain("covers all");
    }

    @Test
    void acknowledgementsThatNeverReturnedAreJudgedByTheBrokersCount() throws IOException {
        TrialFolder trial = TrialFolder.sound(folder);
        Files.delete(folder.resolve("consumer-1/consumed-p0-q0-c0-t0.bits"));
        trial.ledger(folder.resolve("consumer-1"), LedgerKind.CONSUMED, 0, 0, 0, 0, upTo(990));
        assertThat(trial.judge().verdict()).isEqualTo(Verdict.PASS);
        trial.queues.set(0, new QueueCounters(0, 0, "lab.t.q1", MESSAGES, 990, 0, 0, 0, 0, 0));
        TrialResult result = trial.judge();
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.reasons()).first().asString().contains("the broker accounts for only 990 of 1,000 received");
    }

    @Test
    void messagesWhoseHandlingFailedEndConsumedOrDeadLettered() throws IOException {
        TrialFolder trial = failed(998, 2);

        TrialResult result = trial.judge();

        assertThat(result.verdict()).as(result.reasons().toString()).isEqualTo(Verdict.PASS);
        assertThat(result.delivery().lost()).isZero();
        assertThat(result.queues().getFirst().killed()).isEqualTo(2);
        assertThat(result.remarks().toString())
                .contains(
                        "4 attempts failed on purpose, of 1,000; 998 messages consumed and 2 dead-lettered, of 1,000 received");
    }

    @Test
    void oneThatEndedAsBothBreaksAPromise() throws IOException {
        TrialResult result = failed(1_000, 2).judge();

        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.reasons().toString()).contains("some ended as both");
    }

    @Test
    void whatABrokerGaveUpBeforeItDiedIsKnownFromTheConsumers() throws IOException {
        TrialFolder trial = failed(998, 0);
        trial.processes.add(TrialFolder.child("broker", 2));
        trial.events.add(new Event(TrialFolder.START, Event.FAULT + "killed broker-1", "broker-1", "killed"));

        assertThat(trial.judge().queues().getFirst().killed()).isEqualTo(2);
    }

    @Test
    void aDeadLetterThatWasReceivedDoesNotExplainAMessageThatNeverArrived() throws IOException {
        TrialFolder trial = new TrialFolder(folder);
        trial.settings.put("consumer.fail", "50%");
        trial.producer(1, 0, 0, TrialFolder.upTo(1_000), TrialFolder.upTo(1_000), new long[0]);
        trial.consumer(1, 0, 0, Map.of(0, TrialFolder.upToWithout(1_000, 7)), 998);
        trial.notes(1, NoteKind.FAILED, 0, 998);
        trial.queues.add(new QueueCounters(0, 0, "lab.t.q1", 1_000, 998, 0, 2, 0, 0, 0));
        trial.steadySamples();

        assertThat(trial.judge().delivery().lost()).isZero();
        trial.queues.set(0, new QueueCounters(0, 0, "lab.t.q1", 1_000, 999, 0, 1, 0, 0, 0));
        assertThat(trial.judge().delivery().lost()).isEqualTo(1);
    }

    /** Messages 998 and 999 failed twice each. */
    private TrialFolder failed(int consumed, long deadLettered) throws IOException {
        TrialFolder trial = new TrialFolder(folder);
        trial.settings.put("consumer.fail", "50%");
        trial.producer(1, 0, 0, TrialFolder.upTo(1_000), TrialFolder.upTo(1_000), new long[0]);
        trial.consumer(1, 0, 0, Map.of(0, TrialFolder.upTo(1_000)), consumed);
        trial.notes(1, NoteKind.FAILED, 0, 998, 998, 999, 999);
        trial.queues.add(new QueueCounters(0, 0, "lab.t.q1", 1_000, 1_000 - deadLettered, 0, deadLettered, 0, 0, 0));
        trial.steadySamples();
        return trial;
    }

    private TrialFolder killed(String ack) throws IOException {
        var trial = new TrialFolder(folder);
        trial.settings.put("consumer.ack", ack);
        trial.producer(1, 0, 0, upTo(MESSAGES), upTo(MESSAGES), NONE);
        trial.consumer(1, 0, 0, Map.of(0, upTo(480)));
        trial.consumer(2, 0, 0, Map.of(0, LongStream.range(500, MESSAGES).toArray()));
        trial.kill("consumer", 1);
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        return trial;
    }
}
