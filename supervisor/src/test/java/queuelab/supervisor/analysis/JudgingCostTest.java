package queuelab.supervisor.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.recording.LedgerKind;
import queuelab.exchange.recording.SequenceLedger;

/** Judging must not take heap by the message. With {@code -Djudging.messages=100000000} it is the target of 10⁸ ids. */
class JudgingCostTest {
    private static final long MESSAGES = Long.getLong("judging.messages", 10_000_000);
    private static final long LOST = MESSAGES / 2 + 1;

    @TempDir
    Path folder;

    @Test
    void millionsOfMessagesAreJudgedOnASmallHeap() throws IOException {
        var trial = new TrialFolder(folder);
        trial.producer(1, 0, 0, new long[0], new long[0], new long[0]);
        trial.consumer(1, 0, 0, Map.of());
        trial.consumer(2, 0, 0, Map.of());
        replace("producer-1", LedgerKind.ATTEMPTED, 0, 0, MESSAGES, 1);
        replace("producer-1", LedgerKind.ACKNOWLEDGED, 0, 0, MESSAGES, 1);
        for (int consumer : List.of(0, 1)) {
            replace("consumer-" + (consumer + 1), LedgerKind.RECEIVED, consumer, consumer, MESSAGES, 2);
            replace("consumer-" + (consumer + 1), LedgerKind.CONSUMED, consumer, consumer, MESSAGES, 2);
        }
        trial.queues.add(trial.counters(0, 0, MESSAGES, 0));
        trial.write();

        long allocatedBefore = allocatedBytes();
        TrialResult result = TrialJudge.judge(folder);
        long allocated = allocatedBytes() - allocatedBefore;

        assertThat(result.delivery().distinct()).isEqualTo(MESSAGES - 1);
        assertThat(result.delivery().lost()).isEqualTo(1);
        assertThat(result.offences().getFirst().examples().getFirst().sequence())
                .isEqualTo(LOST);
        // All of it, garbage included; it does not grow with the number of messages.
        assertThat(allocated).isLessThan(64 << 20);
    }

    private void replace(String worker, LedgerKind kind, int owner, long first, long end, int step) throws IOException {
        Path own = folder.resolve(worker);
        Files.deleteIfExists(own.resolve(kind.word() + "-p0-q0-c0-t" + owner + ".bits"));
        try (SequenceLedger ledger = SequenceLedger.create(own, kind, 0, 0, 0, owner)) {
            for (long sequence = first; sequence < end; sequence += step) {
                if (step == 1 || sequence != LOST) {
                    ledger.add(sequence);
                }
            }
        }
    }

    private static long allocatedBytes() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
