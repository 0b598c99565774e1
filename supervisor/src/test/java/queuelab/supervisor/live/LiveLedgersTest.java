package queuelab.supervisor.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.SequenceLedger;

/** What is said of messages that have not arrived yet: never that they are lost while they may still be on their way. */
class LiveLedgersTest {
    @TempDir
    private Path folder;

    @Test
    void beforeAnythingWasSentNothingIsLost() throws Exception {
        assertThat(new LiveLedgers(folder).look(0L, false, false)).isEqualTo(new Account(0, 0, 0, 0L, 0, ""));
    }

    @Test
    void whatTheBrokerStillHoldsIsOnItsWayAndOnlyTheRestIsLost() throws Exception {
        try (var confirmed = ledger("producer-1", LedgerKind.ACKNOWLEDGED, 0);
                var received = ledger("consumer-1", LedgerKind.RECEIVED, 0)) {
            add(confirmed, 0, 100);
            add(received, 0, 60);
            var ledgers = new LiveLedgers(folder);
            ledgers.look(40L, false, false);

            assertThat(ledgers.look(40L, false, false)).isEqualTo(new Account(100, 60, 0, 0L, 40, ""));
            assertThat(ledgers.look(10L, false, false)).isEqualTo(new Account(100, 60, 0, 30L, 10, ""));
            assertThat(ledgers.look(0L, false, false).lost()).isEqualTo(40L);
        }
    }

    @Test
    void whatWasLostStaysLostWhileTheQueueFillsAgainUnlessItArrivesAfterAll() throws Exception {
        try (var confirmed = ledger("producer-1", LedgerKind.ACKNOWLEDGED, 0);
                var received = ledger("consumer-1", LedgerKind.RECEIVED, 0)) {
            add(confirmed, 0, 100);
            add(received, 0, 60);
            var ledgers = new LiveLedgers(folder);
            ledgers.look(0L, false, false);
            assertThat(ledgers.look(0L, false, false).lost()).isEqualTo(40L);
            add(confirmed, 100, 150);
            ledgers.look(50L, false, false);

            assertThat(ledgers.look(50L, false, false)).isEqualTo(new Account(150, 60, 0, 40L, 50, ""));
            add(received, 60, 70);
            assertThat(ledgers.look(50L, false, false).lost()).isEqualTo(30L);
        }
    }

    @Test
    void whatWasConfirmedSinceTheLastLookIsNotCountedYet() throws Exception {
        try (var confirmed = ledger("producer-1", LedgerKind.ACKNOWLEDGED, 0);
                var received = ledger("consumer-1", LedgerKind.RECEIVED, 0)) {
            var ledgers = new LiveLedgers(folder);
            add(received, 0, 10);
            add(confirmed, 0, 10);
            ledgers.look(0L, false, false);
            add(confirmed, 10, 20);

            assertThat(ledgers.look(0L, false, false)).isEqualTo(new Account(20, 10, 0, 0L, 0, ""));
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerLeavesTheLossUnknown() throws Exception {
        try (var confirmed = ledger("producer-1", LedgerKind.ACKNOWLEDGED, 0)) {
            add(confirmed, 0, 10);
            var ledgers = new LiveLedgers(folder);
            ledgers.look(10L, false, false);

            Account account = ledgers.look(null, false, false);
            assertThat(account.lost()).isNull();
            assertThat(account.unsettled()).isEqualTo(10);
            assertThat(account.words()).contains("answers again");
        }
    }

    @Test
    void aBrokerThatForgetsAtOnceLeavesTheLossUnknownUntilAllHasArrived() throws Exception {
        try (var confirmed = ledger("producer-1", LedgerKind.ACKNOWLEDGED, 0);
                var received = ledger("consumer-1", LedgerKind.RECEIVED, 0)) {
            add(confirmed, 0, 10);
            var ledgers = new LiveLedgers(folder);
            ledgers.look(0L, true, false);
            assertThat(ledgers.look(0L, true, false).lost()).isNull();

            add(received, 0, 10);
            assertThat(ledgers.look(0L, true, false).lost()).isZero();
        }
    }

    @Test
    void whatMayHaveBeenReceivedByAConsumerThatDiedWithItsAgentIsNotCalledLost() throws Exception {
        try (var confirmed = ledger("producer-1", LedgerKind.ACKNOWLEDGED, 0);
                var received = ledger("consumer-1", LedgerKind.RECEIVED, 0)) {
            add(confirmed, 0, 10);
            add(received, 0, 8);
            var ledgers = new LiveLedgers(folder);
            ledgers.look(0L, false, true);

            Account account = ledgers.look(0L, false, true);
            assertThat(account.lost()).isNull();
            assertThat(account.unsettled()).isEqualTo(2);
            assertThat(account.words()).contains("died with its agent");
            assertThat(ledgers.look(2L, false, true).lost()).isZero();
        }
    }

    @Test
    void aMessageReceivedByTwoConsumersIsADuplicate() throws Exception {
        try (var one = ledger("consumer-1", LedgerKind.RECEIVED, 0);
                var other = ledger("consumer-2", LedgerKind.RECEIVED, 1)) {
            add(one, 0, 10);
            add(other, 8, 12);

            assertThat(new LiveLedgers(folder).look(0L, false, false)).isEqualTo(new Account(0, 12, 2, 0L, 0, ""));
        }
    }

    private SequenceLedger ledger(String process, LedgerKind kind, int owner) throws Exception {
        return SequenceLedger.create(Files.createDirectories(folder.resolve(process)), kind, 0, 0, 0, owner);
    }

    private static void add(SequenceLedger ledger, int first, int end) {
        for (int sequence = first; sequence < end; sequence++) {
            ledger.add(sequence);
        }
    }
}
