package queuelab.supervisor.host.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final AgentFrame FIRST = new AgentFrame.Started(1, 11);
    private static final AgentFrame SECOND = new AgentFrame.Started(2, 12);
    private static final AgentFrame GREETING = new AgentFrame.Welcome("consumer-1", true, List.of());

    private final Conversation conversation = new Conversation();
    private final RecordedWire wire = new RecordedWire();

    @Test
    void whatIsSaidBeforeThereIsAConnectionIsSentOnTheFirst() {
        conversation.say(FIRST);
        conversation.resume(wire, null, 0);
        conversation.say(SECOND);

        assertThat(wire.sent()).containsExactly(new Envelope(1, 0, FIRST), new Envelope(2, 0, SECOND));
    }

    @Test
    void whatTheOtherSideHasNotHeardIsSaidAgainOnTheNextConnection() {
        conversation.resume(wire, null, 0);
        conversation.say(FIRST);
        conversation.say(SECOND);
        conversation.broken(wire);

        var next = new RecordedWire();
        conversation.resume(next, GREETING, 1);

        assertThat(next.frames()).containsExactly(GREETING, SECOND);
        assertThat(conversation.isHeard()).isFalse();
    }

    @Test
    void nothingIsHeardTwice() throws Exception {
        assertThat(conversation.hear(new Envelope(1, 0, FIRST))).isTrue();
        assertThat(conversation.hear(new Envelope(1, 0, FIRST))).isFalse();
        assertThat(conversation.hear(new Envelope(2, 0, SECOND))).isTrue();
        assertThat(conversation.heard()).isEqualTo(2);
    }

    @Test
    void aGapIsNoAccidentAndRefused() {
        assertThatThrownBy(() -> conversation.hear(new Envelope(2, 0, SECOND)))
                .isInstanceOf(BadAgentFrame.class)
                .hasMessage("frame 2 came after frame 0");
    }

    @Test
    void whatIsOnlyMentionedIsNeverSaidAgain() {
        conversation.mention(FIRST);
        conversation.resume(wire, null, 0);

        assertThat(wire.sent()).isEmpty();
        assertThat(conversation.isFresh()).isTrue();
    }

    @Test
    void theEndOfAnOldConnectionDoesNotEndTheNewOne() {
        conversation.resume(wire, null, 0);
        conversation.resume(new RecordedWire(), null, 0);

        assertThat(conversation.broken(wire)).isFalse();
        assertThat(conversation.isConnected()).isTrue();
    }

    @Test
    void whoeverSaysMuchWaitsUntilItWasHeard() throws Exception {
        String much = "x".repeat(800_000);
        for (int i = 0; i < 6; i++) {
            conversation.say(new AgentFrame.Leave(much));
        }

        assertThat(conversation.awaitRoom(Duration.ofMillis(10))).isFalse();
        conversation.hear(new Envelope(0, 6, FIRST));
        assertThat(conversation.awaitRoom(Duration.ofMillis(10))).isTrue();
    }
}
