package queuelab.supervisor.host.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.Report;
import queuelab.exchange.control.TrialWindow;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Distribution;
import queuelab.supervisor.host.HostException;

class RelocationTest {
    private static final Path FOLDER = Path.of("/var/lib/agent/session/1-broker-1");

    private final Distribution distribution = new Distribution();
    private final AgentSettings settings = new AgentSettings(
            URI.create("http://supervisor:8080"),
            Role.BROKER,
            Path.of("/token"),
            Path.of("/var/lib/agent"),
            Path.of("/data/broker"),
            "0.0.0.0",
            "broker",
            "place");
    private final Relocation relocation = new Relocation(settings, distribution);

    @Test
    void aBrokerWritesAndListensWhereTheAgentSays() throws Exception {
        var here = (BrokerAssignment) relocation.here(start("abcdef0123456789", "/elsewhere/profiles/mapped"), FOLDER);

        assertThat(here.recordings()).isEqualTo(FOLDER.toString());
        assertThat(here.profile())
                .isEqualTo(distribution.profiles().resolve("mapped").toString());
        assertThat(here.storage()).isEqualTo("/data/broker/abcdef0123456789");
        assertThat(here.host()).isEqualTo("0.0.0.0");
        assertThat(here.port()).isEqualTo(23_456);
        assertThat(here.password()).isEqualTo("secret");
        assertThat(here.properties()).isEqualTo(Map.of("journalBufferTimeoutNio", "0"));
    }

    @Test
    void othersReachThatBrokerByTheAgentsAddress() {
        var there = (Report.BrokerReady)
                relocation.there(new Report.BrokerReady(5, 4, "tcp://0.0.0.0:23456", "2.55.0", "NIO", Map.of()));

        assertThat(there.url()).isEqualTo("tcp://broker:23456");
        assertThat(relocation.there(new Report.Ready(1, 2))).isEqualTo(new Report.Ready(1, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../etc", "/etc", "abc", "ABCDEF0123", "abcdef01/..", "abcdef01\n"})
    void storageIsNeverAPath(String storage) {
        assertThatThrownBy(() -> relocation.here(start(storage, "/p/default"), FOLDER))
                .isInstanceOf(HostException.class);
        assertThatThrownBy(() -> relocation.storage(storage)).isInstanceOf(HostException.class);
    }

    @Test
    void aProfileIsOneOfTheLabs() {
        assertThatThrownBy(() -> relocation.here(start("abcdef0123456789", "/p/.."), FOLDER))
                .isInstanceOf(HostException.class);
    }

    private static AgentFrame.Start start(String storage, String profile) {
        return new AgentFrame.Start(
                1,
                Role.BROKER,
                1,
                1 << 26,
                storage,
                new BrokerAssignment(
                        "/elsewhere/trial/broker",
                        profile,
                        Map.of("journalBufferTimeoutNio", "0"),
                        "/elsewhere/trial/broker-storage",
                        "127.0.0.1",
                        23_456,
                        "lab",
                        "secret",
                        new TrialWindow(1, 2, 3),
                        false));
    }
}
