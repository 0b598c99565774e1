package queuelab.supervisor.host.agent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** An agent's connection to its supervisor: a WebSocket that carries text. What arrives is handed over on one thread at a time. */
final class SupervisorLink implements Wire {
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(3);

    private final WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    private SupervisorLink(WebSocket socket) {
        this.socket = socket;
    }

    /** Hears one connection. */
    interface Ear {
        void arrived(SupervisorLink link, String text);

        void closed(SupervisorLink link, String why);
    }

    /** A client for the endpoint. Without TLS it is spared this machine's certificates, whose reading is a tenth of an agent's start. */
    static HttpClient client(URI endpoint) {
        return endpoint.getScheme().equals("ws")
                ? HttpClient.newBuilder().sslContext(trustingNobody()).build()
                : HttpClient.newHttpClient();
    }

    private static SSLContext trustingNobody() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /**
     * Connects.
     *
     * @throws IOException when it cannot; the message says why, in words for a person, and holds no token
     */
    static SupervisorLink connect(HttpClient client, URI endpoint, Path tokenFile, Ear ear)
            throws IOException, InterruptedException {
        String token;
        try {
            token = Files.readString(tokenFile, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IOException("the token cannot be read from " + tokenFile, e);
        }
        var listener = new Listener(ear);
        CompletableFuture<WebSocket> connecting;
        try {
            connecting = client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .connectTimeout(CONNECT_DEADLINE)
                    .buildAsync(endpoint, listener);
        } catch (IllegalArgumentException e) {
            throw new IOException(tokenFile + " holds what cannot be a token");
        }
        try {
            var link = new SupervisorLink(connecting.get(CONNECT_DEADLINE.toMillis() + 500, TimeUnit.MILLISECONDS));
            listener.link.complete(link);
            return link;
        } catch (TimeoutException e) {
            connecting.cancel(true);
            throw new IOException("no answer within " + CONNECT_DEADLINE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause(), tokenFile), e);
        }
    }

    private static String reason(@Nullable Throwable failure, Path tokenFile) {
        if (failure instanceof WebSocketHandshakeException refused) {
            int status =
                    refused.getResponse() == null ? 0 : refused.getResponse().statusCode();
            return switch (status) {
                case 401 -> "it refuses the token in " + tokenFile;
                case 421 -> "it does not answer to that host name (lab serve --allow-host NAME)";
                case 404 -> "it takes no agents (lab serve --agents)";
                default -> "it refuses with status " + status;
            };
        }
        return failure == null || failure.getMessage() == null ? "it cannot be reached" : failure.getMessage();
    }

    /** From now on, what arrives is handed over. */
    void listen() {
        socket.request(1);
    }

    @Override
    public synchronized void send(String text) {
        sent = sent.exceptionally(_ -> null).thenCompose(_ -> socket.sendText(text, true));
    }

    @Override
    public void close(String reason) {
        socket.abort();
    }

    /** Puts the pieces of a text together and hands it over. */
    private static final class Listener implements WebSocket.Listener {
        private final Ear ear;
        private final CompletableFuture<SupervisorLink> link = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        Listener(Ear ear) {
            this.ear = ear;
        }

        @Override
        public void onOpen(WebSocket socket) {
            // Nothing is asked for before the agent listens.
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence piece, boolean last) {
            text.append(piece);
            if (text.length() > AgentFrames.MOST_CHARACTERS) {
                ear.closed(link.join(), "it sent a longer frame than " + AgentFrames.MOST_CHARACTERS + " characters");
                socket.abort();
                return null;
            }
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                ear.arrived(link.join(), whole);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            ear.closed(link.join(), reason.isEmpty() ? "it closed the connection" : reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ear.closed(link.join(), "the connection broke: " + error.getMessage());
        }
    }
}
