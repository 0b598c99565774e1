package queuelab.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on the door through which agents come, of a real server. */
class AgentEndpointTest {
    private static final String JOIN = """
            {"number":0,"heard":0,"frame":{"type":"join","session":"00000000000000000000000000000001","role":"CONSUMER",\
            "place":"place","address":"127.0.0.1","pid":1,"cores":2}}""";

    @TempDir
    private Path folder;

    private final Token token = Token.random();
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable LabServer server;

    @AfterEach
    void end() {
        if (server != null) {
            server.close();
        }
        client.shutdownNow();
    }

    @Test
    void whoKnowsTheTokenJoins() throws Exception {
        serve(true);
        var heard = new Ear();
        WebSocket socket = connect(Map.of("Authorization", "Bearer " + token.secret()), heard);
        socket.sendText(JOIN, true).join();

        assertThat(heard.next()).contains("\"type\":\"welcome\"").contains("consumer-1");
        assertThat(heard.next()).contains("\"type\":\"beat\"");
        socket.abort();
    }

    @Test
    void whoDoesNotKnowTheTokenIsRefusedBeforeAnythingElse() throws Exception {
        serve(true);

        assertThat(refusal(Map.of())).isEqualTo(401);
        assertThat(refusal(Map.of("Authorization", "Bearer " + "0".repeat(48)))).isEqualTo(401);
        assertThat(refusal(Map.of("Authorization", token.secret()))).isEqualTo(401);
    }

    @Test
    void anotherSitesPageIsRefusedWhateverItKnows() throws Exception {
        serve(true);

        assertThat(refusal(Map.of("Authorization", "Bearer " + token.secret(), "Origin", "http://evil.example")))
                .isEqualTo(403);
    }

    @Test
    void aSupervisorThatTakesNoAgentsSaysSoAndHangsUp() throws Exception {
        serve(false);
        var heard = new Ear();
        WebSocket socket = connect(Map.of("Authorization", "Bearer " + token.secret()), heard);
        socket.sendText(JOIN, true).join();

        assertThat(heard.next()).contains("this supervisor takes no agents");
        assertThat(heard.next()).isEqualTo("closed");
    }

    @Test
    void aFrameThatIsTooLongEndsTheConnection() throws Exception {
        serve(true);
        var heard = new Ear();
        WebSocket socket = connect(Map.of("Authorization", "Bearer " + token.secret()), heard);
        var unused = socket.sendText("x".repeat(3 << 20), true);

        assertThat(heard.next()).contains("a frame is at most 1048576 characters long, got 3145728");
        assertThat(heard.next()).isEqualTo("closed");
    }

    @Test
    void junkEndsTheConnectionAndTheServerGoesOn() throws Exception {
        serve(true);
        var heard = new Ear();
        WebSocket socket = connect(Map.of("Authorization", "Bearer " + token.secret()), heard);
        socket.sendText("{\"number\":1}", true).join();

        assertThat(heard.next()).contains("\"type\":\"refused\"");
        assertThat(heard.next()).isEqualTo("closed");
        whoKnowsTheTokenMayStillJoin();
    }

    private void whoKnowsTheTokenMayStillJoin() throws Exception {
        var heard = new Ear();
        WebSocket socket = connect(Map.of("Authorization", "Bearer " + token.secret()), heard);
        socket.sendText(JOIN, true).join();
        assertThat(heard.next()).contains("welcome");
        socket.abort();
    }

    private void serve(boolean agents) throws Exception {
        server = LabServer.start(
                new ServeSettings(InetAddress.getLoopbackAddress(), 0, folder, token, false, Set.of(), false, agents));
    }

    private int refusal(Map<String, String> headers) {
        var refused = new int[1];
        assertThatThrownBy(() -> connect(headers, new Ear()))
                .isInstanceOfSatisfying(
                        ExecutionException.class,
                        failure -> refused[0] = ((WebSocketHandshakeException) failure.getCause())
                                .getResponse()
                                .statusCode());
        return refused[0];
    }

    private WebSocket connect(Map<String, String> headers, Ear ear) throws Exception {
        var builder = client.newWebSocketBuilder();
        headers.forEach(builder::header);
        int port = server == null ? 0 : server.port();
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/agent"), ear)
                .get(20, TimeUnit.SECONDS);
    }

    /** Keeps what it hears, a close or an error as the word “closed”. */
    private static final class Ear implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        String next() throws InterruptedException {
            String next = heard.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("something is heard").isNotNull();
            return next;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence piece, boolean last) {
            text.append(piece);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            heard.add("closed");
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add("closed");
        }
    }
}
