package queuelab.supervisor.host.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.Report;
import queuelab.exchange.control.TrialWindow;
import queuelab.supervisor.host.ChildEvent;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.HostException;

/** The supervisor's side, with agents that are no more than what they say. */
class AgentsTest {
    @TempDir
    private Path folder;

    private final Agents agents = new Agents();
    private final AgentHost host = new AgentHost(agents);
    private final List<ChildEvent> events = new ArrayList<>();
    private int sessions;

    @BeforeEach
    void open() {
        agents.open();
    }

    @AfterEach
    void close() {
        agents.close();
    }

    @Test
    void anAgentIsGivenANameByItsRole() {
        new Voice(Role.CONSUMER);
        new Voice(Role.CONSUMER);
        Voice broker = new Voice(Role.BROKER);

        assertThat(agents.list()).extracting(AgentView::name).containsExactly("broker-1", "consumer-1", "consumer-2");
        assertThat(broker.wire.frames().getFirst()).isEqualTo(new AgentFrame.Welcome("broker-1", false, List.of()));
    }

    @Test
    void nobodyJoinsASupervisorThatTakesNoAgents() {
        var closed = new Agents();
        var wire = new RecordedWire();
        closed.connected(wire).arrived(AgentFrames.encode(new Envelope(0, 0, join("0".repeat(32), Role.BROKER))), 0);

        assertThat(wire.isClosed()).isTrue();
        assertThat(wire.frames())
                .containsExactly(new AgentFrame.Refused("this supervisor takes no agents; lab serve --agents does"));
    }

    @Test
    void whoDoesNotBeginWithJoiningIsDisconnected() {
        var wire = new RecordedWire();
        agents.connected(wire).arrived(AgentFrames.encode(new Envelope(1, 0, new AgentFrame.Started(1, 1))), 0);

        assertThat(wire.isClosed()).isTrue();
        assertThat(agents.list()).isEmpty();
    }

    @Test
    void whatIsNoFrameEndsTheConnectionAndNothingElse() {
        for (String junk : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"number\":1,\"heard\":0,\"frame\":{\"type\":\"java.lang.Runtime\"}}",
                "{\"number\":1,\"heard\":0,\"frame\":{\"type\":\"leave\",\"reason\":\"x\",\"more\":1}}",
                "[".repeat(5_000),
                "x".repeat(AgentFrames.MOST_CHARACTERS + 1))) {
            Voice agent = new Voice(Role.CONSUMER);
            agent.connection.arrived(junk, 0);
            assertThat(agent.wire.isClosed()).as(junk).isTrue();
        }
        assertThat(agents.list()).hasSize(8);
    }

    @Test
    void anAgentSaysNeitherWhatASupervisorSaysNorSpeaksForChildrenItDoesNotHave() {
        Voice first = new Voice(Role.CONSUMER);
        first.says(new AgentFrame.Beat(1));
        assertThat(first.wire.isClosed()).isTrue();

        Voice second = new Voice(Role.CONSUMER);
        second.says(new AgentFrame.Part(1, "x.bits", 0, 1, ""));
        assertThat(second.wire.isClosed()).isTrue();
    }

    @Test
    void processesGoToTheAgentOfTheirRoleWithTheFewestOfThem() throws Exception {
        Voice first = new Voice(Role.BROKER);
        Voice second = new Voice(Role.BROKER);
        new Voice(Role.CONSUMER);

        for (int index = 1; index <= 4; index++) {
            start(index);
        }

        assertThat(first.started()).hasSize(2);
        assertThat(second.started()).hasSize(2);
        second.says(new AgentFrame.Exited(1, 0, List.of()));
        second.says(new AgentFrame.Exited(2, 0, List.of()));
        start(5);
        assertThat(second.started()).hasSize(3);
    }

    @Test
    void withoutAnAgentOfTheRoleNothingIsStarted() {
        new Voice(Role.CONSUMER);

        assertThatThrownBy(() -> start(1))
                .isInstanceOf(HostException.class)
                .hasMessage("could not start broker: no agent of role broker is connected (lab agent --role broker)");
    }

    @Test
    void aBrokerThatIsStartedAgainGoesWhereItsStorageIs() throws Exception {
        new Voice(Role.BROKER);
        start(1);
        Voice empty = new Voice(Role.BROKER);
        start(2, "storage-1");

        assertThat(empty.started()).isEmpty();
    }

    @Test
    void storageThatATrialMayNeedIsKeptByAnAgentThatJoinsLater() throws Exception {
        Voice first = new Voice(Role.BROKER);
        start(1);
        String storage = first.started().getFirst().storage();
        assertThat(new Voice(Role.BROKER).wire.frames().getFirst())
                .isEqualTo(new AgentFrame.Welcome("broker-2", false, List.of(storage)));

        host.removeStorage(folder.resolve("storage-1"));

        assertThat(new Voice(Role.BROKER).wire.frames().getFirst())
                .isEqualTo(new AgentFrame.Welcome("broker-3", false, List.of()));
        assertThat(first.wire.frames()).contains(new AgentFrame.Remove(storage));
    }

    @Test
    void anAgentThatCannotStartAProcessSaysWhy() throws Exception {
        Voice agent = new Voice(Role.BROKER);

        ChildProcess child = start(1);
        agent.says(new AgentFrame.NotStarted(1, "no program here"));

        assertThat(child.isAlive()).isFalse();
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        ChildEvent.Lost.class,
                        lost -> assertThat(lost.why()).isEqualTo("agent broker-1 did not start it: no program here"));
        assertThat(child.awaitRecordings(Duration.ZERO)).isEmpty();
    }

    @Test
    void nobodyWaitsForAnAgentToStartAProcess() throws Exception {
        Voice agent = new Voice(Role.BROKER);

        ChildProcess child = start(1);

        assertThat(child.pid()).isZero();
        assertThat(child.isAlive()).isTrue();
        agent.says(new AgentFrame.Started(1, 77));
        assertThat(child.pid()).isEqualTo(77);
    }

    @Test
    void whatAChildSaysAndItsEndAreHeardInOrder() throws Exception {
        Voice agent = new Voice(Role.BROKER);
        ChildProcess child = start(1);
        agent.says(new AgentFrame.Reported(1, new Report.Ready(5, 4)));
        agent.says(new AgentFrame.Exited(1, 3, List.of("last words")));

        assertThat(events).hasSize(2);
        assertThat(events.getFirst()).isInstanceOf(ChildEvent.Reported.class);
        assertThat(events.getLast()).isInstanceOf(ChildEvent.Exited.class);
        assertThat(child.isAlive()).isFalse();
        assertThat(child.lastLogLines()).containsExactly("last words");
        assertThat(child.awaitExit(Duration.ZERO)).hasValue(3);
        assertThat(child.awaitRecordings(Duration.ZERO)).isPresent();
        agent.says(new AgentFrame.Recorded(1, Map.of(), ""));
        assertThat(child.awaitRecordings(Duration.ZERO)).isEmpty();
    }

    @Test
    void anAgentThatLeavesTakesItsChildrenWithItAndTheReasonNamesIt() throws Exception {
        Voice agent = new Voice(Role.BROKER);
        ChildProcess child = start(1);

        agent.says(new AgentFrame.Leave("told to"));

        assertThat(agents.list()).isEmpty();
        assertThat(child.isAlive()).isFalse();
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        ChildEvent.Lost.class, lost -> assertThat(lost.why()).isEqualTo("agent broker-1 has left"));
        assertThat(child.awaitRecordings(Duration.ZERO))
                .hasValueSatisfying(why -> assertThat(why).contains("agent broker-1 has left"));
    }

    @Test
    void anAgentThatIsEndingIsGivenNothingMore() {
        Voice agent = new Voice(Role.BROKER);
        agent.says(new AgentFrame.Ending());

        assertThat(agents.list()).singleElement().matches(AgentView::ending);
        assertThatThrownBy(() -> start(1)).hasMessageContaining("no agent of role broker is connected");
        assertThat(agent.started()).isEmpty();
    }

    @Test
    void faultsOfTheNetworkAreRefusedWithTheReason() {
        new Voice(Role.BROKER);

        assertThatThrownBy(() -> host.start(
                        new ChildSpec(
                                Role.NETWORK,
                                1,
                                folder.resolve("network-1"),
                                1 << 26,
                                new BrokerAssignment(
                                        "/r", "/p", Map.of(), "/s", "h", 0, "u", "p", new TrialWindow(1, 2, 3), false)),
                        events::add))
                .hasMessageContaining("faults of the network need all processes on the supervisor's machine");
    }

    @Test
    void anAgentThatComesBackInTimeGoesOnWhereItWas() throws Exception {
        Voice agent = new Voice(Role.BROKER);
        ChildProcess child = start(1);
        agent.connection.closed();
        assertThat(agents.list()).singleElement().matches(view -> !view.connected());
        child.endInput();

        var wire = new RecordedWire();
        agents.connected(wire).arrived(AgentFrames.encode(new Envelope(0, 1, join(agent.session, Role.BROKER))), 0);

        assertThat(wire.frames())
                .startsWith(
                        new AgentFrame.Welcome(
                                "broker-1",
                                true,
                                List.of(agent.started().getFirst().storage())),
                        new AgentFrame.Signal(1, AgentFrame.Signal.Kind.END_INPUT));
        assertThat(child.isAlive()).isTrue();
        assertThat(agents.list()).singleElement().matches(AgentView::connected);
    }

    @Test
    void anAgentThatWasStartedAgainInTheSamePlaceReplacesWhatItWas() throws Exception {
        new Voice(Role.BROKER);
        ChildProcess child = start(1);

        var wire = new RecordedWire();
        var same = new AgentFrame.Join("f".repeat(32), Role.BROKER, "place-1", "somewhere", 1, 2);
        agents.connected(wire).arrived(AgentFrames.encode(new Envelope(0, 0, same)), 0);

        assertThat(child.isAlive()).isFalse();
        assertThat(agents.list()).hasSize(1);
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        ChildEvent.Lost.class,
                        lost -> assertThat(lost.why()).isEqualTo("agent broker-1 was started again"));
    }

    @Test
    void listenersHearOfEachThatJoinsOrGoes() {
        var counts = new ArrayList<Integer>();
        agents.onChange(() -> counts.add(agents.list().size()));

        Voice agent = new Voice(Role.CONSUMER);
        agent.says(new AgentFrame.Leave("told to"));

        assertThat(counts).containsExactly(1, 0);
    }

    private ChildProcess start(int index) throws Exception {
        return start(index, "storage-" + index);
    }

    private ChildProcess start(int index, String storage) throws Exception {
        Path child = folder.resolve("broker-" + index);
        var assignment = new BrokerAssignment(
                child.toString(),
                "/profiles/default",
                Map.of(),
                folder.resolve(storage).toString(),
                "127.0.0.1",
                0,
                "lab",
                "secret",
                new TrialWindow(1, 2, 3),
                false);
        ChildProcess started = host.start(new ChildSpec(Role.BROKER, index, child, 1 << 26, assignment), events::add);
        assertThat(Files.isDirectory(child)).isTrue();
        return started;
    }

    private static AgentFrame.Join join(String session, Role role) {
        return new AgentFrame.Join(session, role, "place", "somewhere", 1, 2);
    }

    /** What an agent says and is told. */
    private final class Voice {
        private final RecordedWire wire = new RecordedWire();
        private final AgentConnection connection;
        private final String session = "%032x".formatted(++sessions);
        private long said;

        Voice(Role role) {
            connection = agents.connected(wire);
            var join = new AgentFrame.Join(session, role, "place-" + sessions, "somewhere", 1, 2);
            connection.arrived(AgentFrames.encode(new Envelope(0, 0, join)), System.nanoTime());
        }

        void says(AgentFrame frame) {
            connection.arrived(AgentFrames.encode(new Envelope(++said, 0, frame)), System.nanoTime());
        }

        List<AgentFrame.Start> started() {
            return wire.frames().stream()
                    .filter(AgentFrame.Start.class::isInstance)
                    .map(AgentFrame.Start.class::cast)
                    .toList();
        }
    }
}
