package queuelab.supervisor.host.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings on their way from an agent's folder to the supervisor's, and what an agent may not do on that way. */
class RecordingsTransferTest {
    private static final long MOST_BYTES = 1 << 20;

    @TempDir
    private Path root;

    private Path there;
    private Path here;
    private final RecordedWire wire = new RecordedWire();
    private final Conversation conversation = new Conversation();
    private OutgoingRecordings outgoing;
    private IncomingRecordings incoming;

    @BeforeEach
    void twoFolders() throws IOException {
        there = Files.createDirectory(root.resolve("there"));
        here = Files.createDirectory(root.resolve("here"));
        conversation.resume(wire, null, 0);
        outgoing = new OutgoingRecordings(conversation, 7, there);
        incoming = new IncomingRecordings(here, MOST_BYTES);
    }

    @Test
    void everyFileArrivesAsItIs() throws Exception {
        byte[] noise = new byte[700_000];
        new Random(1).nextBytes(noise);
        byte[] sparse = new byte[900_000];
        sparse[300_000] = 1;
        Files.write(there.resolve("latency.hlog"), noise);
        Files.write(there.resolve("received-p0-q0-c0-t0.bits"), sparse);
        Files.write(there.resolve("zeros.bits"), new byte[123_456]);
        Files.write(there.resolve("empty.log"), new byte[0]);

        outgoing.sendAll();
        deliver();

        assertThat(here.resolve("latency.hlog")).hasBinaryContent(noise);
        assertThat(here.resolve("received-p0-q0-c0-t0.bits")).hasBinaryContent(sparse);
        assertThat(here.resolve("zeros.bits")).hasBinaryContent(new byte[123_456]);
        assertThat(here.resolve("empty.log")).isEmptyFile();
        assertThat(names(here)).hasSize(4);
    }

    @Test
    void ledgersAreMirroredWhileTheyGrowAndOnlyWhereTheyChanged() throws Exception {
        byte[] ledger = new byte[600_000];
        ledger[0] = 1;
        ledger[590_000] = 1;
        Path file = Files.write(there.resolve("received.bits"), ledger);
        Files.writeString(there.resolve("process.log"), "not while it runs");

        outgoing.sendLedgers();
        assertThat(parts()).isEqualTo(2);
        deliver();
        assertThat(here.resolve("received.bits")).hasBinaryContent(ledger);
        assertThat(here.resolve("process.log")).doesNotExist();

        ledger[1] = 5;
        Files.write(file, ledger);
        outgoing.sendLedgers();
        assertThat(parts()).isEqualTo(3);
        outgoing.sendLedgers();
        assertThat(parts()).isEqualTo(3);
        deliver();
        assertThat(here.resolve("received.bits")).hasBinaryContent(ledger);
    }

    @Test
    void aFileThatShrankShrinksHereToo() throws Exception {
        byte[] ledger = new byte[300_000];
        ledger[1] = 1;
        Path file = Files.write(there.resolve("received.bits"), ledger);
        outgoing.sendLedgers();
        Files.write(file, new byte[] {1, 2, 3});

        outgoing.sendAll();
        deliver();

        assertThat(here.resolve("received.bits")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../trial.json",
                "..",
                ".",
                "",
                "/etc/passwd",
                "a/b",
                "a\\b",
                ".hidden",
                "a\u0000b",
                "a\nb",
                "..\u2215x"
            })
    void aFileThatIsNoPlainNameIsRefused(String name) {
        assertThatThrownBy(() -> incoming.add(new AgentFrame.Part(7, name, 0, 3, deflated(new byte[3]))))
                .isInstanceOf(BadAgentFrame.class);
        assertThatThrownBy(() -> incoming.complete(Map.of(name, 3L))).isInstanceOf(BadAgentFrame.class);
        assertThat(names(root)).containsExactlyInAnyOrder("here", "there");
        assertThat(names(here)).isEmpty();
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path outside = Files.writeString(root.resolve("outside"), "mine");
        Files.createSymbolicLink(here.resolve("x.bits"), outside);

        assertThatThrownBy(() -> incoming.add(new AgentFrame.Part(7, "x.bits", 0, 3, deflated(new byte[] {1, 2, 3}))))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> incoming.complete(Map.of("x.bits", 0L))).isInstanceOf(IOException.class);
        assertThat(outside).hasContent("mine");
    }

    @Test
    void aFileThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> incoming.add(
                        new AgentFrame.Part(7, "x.bits", MOST_BYTES, MOST_BYTES + 3, deflated(new byte[3]))))
                .hasMessageContaining("at most 1048576 bytes");
        assertThatThrownBy(() -> incoming.add(new AgentFrame.Part(7, "x.bits", -1, 3, deflated(new byte[3]))))
                .hasMessageContaining("lies inside it");
        assertThatThrownBy(() -> incoming.add(new AgentFrame.Part(7, "x.bits", 2, 3, deflated(new byte[3]))))
                .hasMessageContaining("lies inside it");
        assertThatThrownBy(() -> incoming.complete(Map.of("x.bits", MOST_BYTES + 1)))
                .hasMessageContaining("at most 1048576 bytes");
        assertThat(names(here)).isEmpty();
    }

    @Test
    void aPartThatUnpacksToMoreThanAPartIsRefused() {
        assertThatThrownBy(() ->
                        incoming.add(new AgentFrame.Part(7, "x.bits", 0, MOST_BYTES, deflated(new byte[900_000]))))
                .hasMessageContaining("holds at most 262144 bytes");
    }

    @Test
    void aPartThatIsNotCompressedIsRefused() {
        for (String junk : List.of("", "!", "AAAA", deflated(new byte[99]).substring(0, 8))) {
            assertThatThrownBy(() -> incoming.add(new AgentFrame.Part(7, "x.bits", 0, 99, junk)))
                    .isInstanceOf(BadAgentFrame.class);
        }
    }

    private long parts() {
        return wire.frames().stream().filter(AgentFrame.Part.class::isInstance).count();
    }

    private void deliver() throws Exception {
        for (AgentFrame frame : wire.frames()) {
            if (frame instanceof AgentFrame.Part part) {
                incoming.add(part);
            } else if (frame instanceof AgentFrame.Recorded recorded) {
                assertThat(recorded.problem()).isEmpty();
                incoming.complete(recorded.lengths());
            }
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String deflated(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
