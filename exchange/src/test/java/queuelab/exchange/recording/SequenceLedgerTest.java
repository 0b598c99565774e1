package queuelab.exchange.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceLedgerTest {
    @TempDir
    Path folder;

    @Test
    void keepsWhatWasAddedAndSaysWhetherItWasNew() throws IOException {
        try (SequenceLedger ledger = ledger()) {
            assertThat(ledger.add(0)).isTrue();
            assertThat(ledger.add(63)).isTrue();
            assertThat(ledger.add(64)).isTrue();
            assertThat(ledger.add(63)).isFalse();
            assertThat(ledger.contains(63)).isTrue();
            assertThat(ledger.contains(62)).isFalse();
            assertThat(ledger.contains(-1)).isFalse();
            assertThat(ledger.contains(Long.MAX_VALUE)).isFalse();
            assertThat(ledger.cardinality()).isEqualTo(3);
        }
        try (LedgerReader read = LedgerReader.open(file())) {
            assertThat(read.kind()).isEqualTo(LedgerKind.RECEIVED);
            assertThat(read.producer()).isEqualTo(7);
            assertThat(read.queue()).isEqualTo(2);
            assertThat(read.copy()).isEqualTo(1);
            assertThat(read.owner()).isEqualTo(9);
            assertThat(read.closed()).isTrue();
            assertThat(read.cardinality()).isEqualTo(3);
            assertThat(read.contains(64)).isTrue();
            assertThat(read.contains(65)).isFalse();
        }
    }

    @Test
    void growsByDoublingAndKeepsWhatItHeld() throws IOException {
        try (SequenceLedger ledger = ledger()) {
            for (long sequence = 0; sequence < 100_000; sequence += 3) {
                assertThat(ledger.add(sequence)).isTrue();
            }
            ledger.add(10_000_000);
        }
        assertThat(Files.size(file())).isEqualTo(64 + (1 << 24) / 8);
        try (LedgerReader read = LedgerReader.open(file())) {
            assertThat(read.cardinality()).isEqualTo(33_335);
            assertThat(read.contains(99_999)).isTrue();
            assertThat(read.contains(10_000_000)).isTrue();
            assertThat(read.contains(100_000)).isFalse();
        }
    }

    @Test
    void refusesSequencesItCannotHoldAndNamesTheLimit() throws IOException {
        try (SequenceLedger ledger = ledger()) {
            assertThatThrownBy(() -> ledger.add(-1)).hasMessageEndingWith("a sequence must be 0 … 68719476735, got -1");
            assertThatThrownBy(() -> ledger.add(1L << 36))
                    .hasMessageEndingWith("a sequence must be 0 … 68719476735, got 68719476736");
            assertThat(ledger.cardinality()).isZero();
        }
    }

    @Test
    void isReadableWhileItsProcessStillWrites() throws IOException {
        try (SequenceLedger ledger = ledger()) {
            ledger.add(5);
            try (LedgerReader read = LedgerReader.open(file())) {
                assertThat(read.closed()).isFalse();
                assertThat(read.cardinality()).isEqualTo(1);
            }
        }
    }

    @Test
    void isWrittenOnce() throws IOException {
        ledger().close();
        assertThatThrownBy(this::ledger).isInstanceOf(IOException.class).hasMessageContaining("exists already");
    }

    @Test
    void closingTwiceDoesNothing() throws IOException {
        SequenceLedger ledger = ledger();
        ledger.close();
        ledger.close();
    }

    @Test
    void handsOutItsWordsInBlocks() throws IOException {
        try (SequenceLedger ledger = ledger()) {
            ledger.add(1);
            ledger.add(64);
        }
        try (LedgerReader read = LedgerReader.open(file())) {
            long[] block = new long[3];
            read.words(0, block);
            assertThat(block).containsExactly(2, 1, 0);
            read.words(read.words() - 1, block);
            assertThat(block).containsExactly(0, 0, 0);
            read.words(read.words() + 5, block);
            assertThat(block).containsExactly(0, 0, 0);
            assertThat(read.word(read.words() + 5)).isZero();
        }
    }

    @Test
    void tenMillionIdsStayOffTheHeap() throws IOException {
        long heapBefore = usedHeap();
        try (SequenceLedger ledger = ledger()) {
            for (long sequence = 0; sequence < 10_000_000; sequence++) {
                ledger.add(sequence);
            }
            assertThat(ledger.cardinality()).isEqualTo(10_000_000);
            // On the heap they would take at least 1.25 MB as bits and 80 MB as longs.
            assertThat(usedHeap() - heapBefore).isLessThan(1_000_000);
        }
        assertThat(Files.size(file())).isEqualTo(64 + (1 << 24) / 8);
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertThatThrownBy(() -> LedgerReader.open(folder.resolve("absent.bits")))
                .isInstanceOf(DamagedRecording.class)
                .hasMessage(folder.resolve("absent.bits") + ": is missing");
    }

    @Test
    void aTruncatedFileIsSaidToBeCutShort() throws IOException {
        ledger().close();
        shorten(2000);
        assertThatThrownBy(() -> LedgerReader.open(file()))
                .isInstanceOf(DamagedRecording.class)
                .hasMessage(file() + ": is cut short: its header asks for 4160 bytes, got 2000");
        shorten(10);
        assertThatThrownBy(() -> LedgerReader.open(file()))
                .hasMessage(file() + ": is cut short: a ledger has at least 64 bytes, got 10");
        shorten(0);
        assertThatThrownBy(() -> LedgerReader.open(file()))
                .hasMessage(file() + ": is cut short: a ledger has at least 64 bytes, got 0");
    }

    @Test
    void garbageIsSaidToBeNoLedger() throws IOException {
        Files.write(file(), "x".repeat(5000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> LedgerReader.open(file()))
                .isInstanceOf(DamagedRecording.class)
                .hasMessage(file() + ": is no ledger: it does not begin with QLLEDGER");
    }

    @Test
    void aChangedBitIsSeenByTheClosedCount() throws IOException {
        try (SequenceLedger ledger = ledger()) {
            ledger.add(3);
        }
        overwrite(64 + 100, 1);
        assertThatThrownBy(() -> LedgerReader.open(file()))
                .hasMessage(file() + ": holds 2 sequences but was closed with 1: its bits were changed");
    }

    @Test
    void aDamagedHeaderIsSaidToBeDamaged() throws IOException {
        ledger().close();
        overwrite(12, 99);
        assertThatThrownBy(() -> LedgerReader.open(file()))
                .hasMessage(file() + ": has a damaged header: there is no kind of ledger number 99");
        overwrite(12, 1);
        overwrite(32, 1);
        assertThatThrownBy(() -> LedgerReader.open(file())).hasMessageContaining("has a damaged header: capacity");
        overwrite(8, 3);
        assertThatThrownBy(() -> LedgerReader.open(file()))
                .hasMessage(file() + ": is a ledger of version 3; this program reads version 1");
    }

    @Test
    void growthThatFailsNamesTheFile() throws IOException {
        SequenceLedger ledger = ledger();
        ledger.close();
        assertThatThrownBy(() -> ledger.add(1_000_000))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(file() + ": cannot grow from 4160 to 131136 bytes");
    }

    private SequenceLedger ledger() throws IOException {
        return SequenceLedger.create(folder, LedgerKind.RECEIVED, 7, 2, 1, 9);
    }

    private Path file() {
        return folder.resolve("received-p7-q2-c1-t9.bits");
    }

    private void shorten(long bytes) throws IOException {
        try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.setLength(bytes);
        }
    }

    private void overwrite(long at, int value) throws IOException {
        try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.seek(at);
            raw.write(value);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
