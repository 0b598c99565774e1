package queuelab.supervisor.host.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Report;
import queuelab.exchange.control.TrialWindow;
import queuelab.supervisor.host.ChildSpec.Role;

class AgentFramesTest {
    static List<AgentFrame> frames() {
        return List.of(
                new AgentFrame.Join("0".repeat(32), Role.CONSUMER, "place", "10.0.0.7", 1, 2),
                new AgentFrame.Started(1, 4_711),
                new AgentFrame.NotStarted(1, "why"),
                new AgentFrame.Reported(1, new Report.Ready(5, 4)),
                new AgentFrame.Used(-5, List.of(new AgentFrame.Used.OfChild(1, 2, 3, 4, Map.of("5", 6L)))),
                new AgentFrame.Exited(1, 137, List.of("a", "b")),
                new AgentFrame.Part(1, "x.bits", 262_144, 300_000, "eJw="),
                new AgentFrame.Recorded(1, Map.of("x.bits", 300_000L), ""),
                new AgentFrame.NotSignalled(1, "why"),
                new AgentFrame.Ending(),
                new AgentFrame.Leave("why"),
                new AgentFrame.Heard(3, -9),
                new AgentFrame.Welcome("consumer-1", true, List.of("abcdef01")),
                new AgentFrame.Refused("why"),
                new AgentFrame.Start(
                        1,
                        Role.BROKER,
                        1,
                        1 << 26,
                        "abcdef01",
                        new BrokerAssignment(
                                "/r",
                                "/p",
                                Map.of(),
                                "/s",
                                "127.0.0.1",
                                0,
                                "lab",
                                "secret",
                                new TrialWindow(1, 2, 3),
                                false)),
                new AgentFrame.Tell(1, new Command.Start(-7)),
                new AgentFrame.Signal(1, AgentFrame.Signal.Kind.KILL),
                new AgentFrame.Remove("abcdef01"),
                new AgentFrame.Beat(3));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void everyFrameArrivesAsItIs(AgentFrame frame) throws Exception {
        var envelope = new Envelope(7, 3, frame);

        assertThat(AgentFrames.decode(AgentFrames.encode(envelope))).isEqualTo(envelope);
    }

    @Test
    void noFrameIsForgottenHere() {
        long records = Arrays.stream(AgentFrame.class.getDeclaredClasses())
                .filter(Class::isRecord)
                .count();
        assertThat(frames()).hasSize((int) records);
    }

    @Test
    void aRefusalQuotesNothingOfWhatArrived() {
        assertThatThrownBy(() -> AgentFrames.decode("{\"number\":1,\"heard\":0,\"frame\":{\"type\":\"sEcReT\"}}"))
                .isInstanceOf(BadAgentFrame.class)
                .hasMessageNotContaining("sEcReT");
    }
}
