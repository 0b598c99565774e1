package queuelab.exchange.transport.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.TransportException;

class ConnectionOptionsTest {
    @Test
    void asynchronousSendsAreConfirmedByTheBroker() throws Exception {
        assertThat(options(Map.of()).forConnection(true)).containsEntry("confirmationWindowSize", "1048576");
        assertThat(options(Map.of()).forConnection(false)).doesNotContainKey("confirmationWindowSize");
    }

    @Test
    void clientOptionsGoOverTheLabsOwn() throws Exception {
        assertThat(options(Map.of("confirmationWindowSize", "65536", "reconnectAttempts", "-1", "tcpNoDelay", "false"))
                        .forConnection(true))
                .containsEntry("confirmationWindowSize", "65536")
                .containsEntry("reconnectAttempts", "-1")
                .containsEntry("tcpNoDelay", "false")
                .containsEntry("consumerWindowSize", "4096");
    }

    @Test
    void confirmationsCannotBeSwitchedOffForAsynchronousSends() throws Exception {
        ConnectionOptions options = options(Map.of("confirmationWindowSize", "-1"));

        assertThatThrownBy(() -> options.forConnection(true))
                .isInstanceOf(TransportException.class)
                .hasMessage("client.options: confirmationWindowSize must be at least 0 with async sends, got -1:"
                        + " without it the broker confirms nothing");
        assertThat(options.forConnection(false)).containsEntry("confirmationWindowSize", "-1");
    }

    @Test
    void everyOptionThatArtemisWouldSilentlyIgnoreIsNamed() {
        assertThatThrownBy(() -> options(Map.of(
                        "producerWindowSizes", "1",
                        "producerWindowSize", "1MiB",
                        "autoGroup", "yes",
                        "password", "hidden")))
                .isInstanceOf(TransportException.class)
                .hasMessage("client.options: 'autoGroup' must be true or false, got 'yes';"
                        + " 'password' is a credential and does not belong here;"
                        + " 'producerWindowSize' must be a number (int), got '1MiB';"
                        + " Artemis knows no option 'producerWindowSizes'");
    }

    private static ConnectionOptions options(Map<String, String> asked) throws TransportException {
        return ConnectionOptions.of(
                new QueueSpec("tcp://127.0.0.1:1", "", "", Protocol.CORE, List.of(), true, 4096, 1024, asked));
    }
}
