package queuelab.exchange.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.QueueSpec;
import queuelab.exchange.transport.SendMode;

class FramesTest {
    private static final TrialWindow WINDOW = new TrialWindow(5_000_000_000L, 15_000_000_000L, 30_000_000_000L);
    private static final QueueSpec QUEUE = new QueueSpec(
            "tcp://127.0.0.1:61616",
            "lab",
            "secret",
            Protocol.CORE,
            List.of(
                    new QueueSpec.Queue("lab.1.q1", List.of("lab.1.q1")),
                    new QueueSpec.Queue("lab.1.q2", List.of("lab.1.q2.s1", "lab.1.q2.s2"))),
            true,
            1 << 20,
            1024,
            Map.of("producerWindowSize", "-1"));

    static Stream<Assignment> assignments() {
        return Stream.of(
                new BrokerAssignment(
                        "/r",
                        "/p",
                        Map.of("journalType", "NIO"),
                        "/s",
                        "127.0.0.1",
                        0,
                        "lab",
                        "quote \" and \\ and ü",
                        WINDOW,
                        true),
                new NetworkAssignment("/r", "127.0.0.1", 61616),
                new ProducerAssignment(
                        "/r",
                        1,
                        QUEUE,
                        List.of(new ProducerAssignment.Sending(0, 0), new ProducerAssignment.Sending(1, 1)),
                        2,
                        new Load(1000.5),
                        Arrivals.POISSON,
                        -7,
                        1024,
                        SendMode.BLOCKING,
                        10,
                        0,
                        true,
                        WINDOW),
                new ConsumerAssignment(
                        "/r",
                        3,
                        QUEUE,
                        List.of(new ConsumerAssignment.Receiving(4, 1, 1)),
                        2,
                        AckMode.DUPS_OK,
                        1,
                        new Work(Work.Kind.CPU, 200_000, true),
                        ConsumerAssignment.Lock.PROCESS,
                        0.25,
                        0.0,
                        1_000_000,
                        Long.MAX_VALUE,
                        WINDOW));
    }

    static Stream<Command> commands() {
        return Stream.of(
                new Command.ReadClock(3),
                new Command.CorrectClock(-5),
                new Command.Start(Long.MIN_VALUE),
                new Command.Join(Long.MIN_VALUE, Long.MAX_VALUE),
                new Command.ChangeSize(48),
                new Command.Disturb(true, 1, 2),
                new Command.ChangeLoad(Load.SATURATE),
                new Command.ChangeWork(new Work(Work.Kind.SLEEP, 2_000_000, false)),
                new Command.Stop());
    }

    static Stream<Report> reports() {
        return Stream.of(
                new Report.Ready(10, 9),
                new Report.BrokerReady(10, 9, "tcp://h:1", "2.55.0", "NIO", Map.of("a", "b")),
                new Report.NetworkReady(10, 9, 1234),
                new Report.ClockReading(3, Long.MAX_VALUE),
                new Report.Progress(1, 2, 3, 4, 5, 6, 7, 8, -9, "SGlzdG9ncmFt"),
                new Report.Finished(1, 2, 3, 4, 5, 6, 7, 8),
                new Report.Failed("two\nlines"));
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void anAssignmentComesBackAsItWasOnOneLine(Assignment assignment) {
        String line = Frames.encode(assignment);
        assertThat(line).doesNotContain("\n");
        assertThat(Frames.decodeAssignment(line)).isEqualTo(assignment);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandComesBackAsItWasOnOneLine(Command command) {
        String line = Frames.encode(command);
        assertThat(line).doesNotContain("\n");
        assertThat(Frames.decodeCommand(line)).isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void aReportComesBackAsItWasOnOneLine(Report report) {
        String line = Frames.encode(report);
        assertThat(line).doesNotContain("\n");
        assertThat(Frames.decodeReport(line)).contains(report);
    }

    @Test
    void everyKindOfFrameIsTested() {
        assertThat(assignments().map(Object::getClass)).containsAll(List.of(Assignment.class.getPermittedSubclasses()));
        assertThat(commands().map(Object::getClass)).containsAll(List.of(Command.class.getPermittedSubclasses()));
        assertThat(reports().map(Object::getClass)).containsAll(List.of(Report.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("logLines")
    void whatIsNoReportIsLogText(String line) {
        assertThat(Frames.decodeReport(line)).isEmpty();
    }

    static Stream<String> logLines() {
        return Stream.of(
                "",
                "AMQ221007: Server is now active",
                "[warning] {\"type\":\"ready\"}",
                "{\"type\":\"rea",
                "{}",
                "{not json}",
                "{\"level\":\"warn\",\"message\":\"a JSON log\"}",
                "{\"type\":\"log\",\"message\":\"a JSON log with a type\"}");
    }

    @Test
    void anUnknownFieldIsNamed() {
        assertThatThrownBy(() -> Frames.decodeCommand("{\"type\":\"start\",\"startNanos\":1,\"after\":2}"))
                .isInstanceOf(FrameException.class)
                .hasMessage("command: unknown field `after`");
        assertThatThrownBy(() -> Frames.decodeReport("{\"type\":\"ready\",\"pid\":1,\"parentPid\":2,\"ppid\":2}"))
                .isInstanceOf(FrameException.class)
                .hasMessage("report: unknown field `ppid`");
    }

    @Test
    void aMissingFieldIsNamed() {
        assertThatThrownBy(() -> Frames.decodeCommand("{\"type\":\"change-load\"}"))
                .isInstanceOf(FrameException.class)
                .hasMessage("command: missing field (at `load`)");
    }

    @Test
    void aMistakeInsideIsFound() {
        String line = Frames.encode(assignments().toList().get(2));
        assertThatThrownBy(() -> Frames.decodeAssignment(line.replace("\"perSecond\":", "\"rate\":")))
                .hasMessage("assignment: unknown field `rate` (at `load`)");
        assertThatThrownBy(() -> Frames.decodeAssignment(line.replace("{\"producer\":1,", "{")))
                .hasMessage("assignment: missing field (at `threads[1].producer`)");
        assertThatThrownBy(() -> Frames.decodeAssignment(line.replace("\"queue\":1", "\"queue\":\"one\"")))
                .hasMessage("assignment: For input string: \"one\" (at `threads[1].queue`)");
        assertThatThrownBy(() -> Frames.decodeAssignment(line.replace("\"BLOCKING\"", "\"SOMEHOW\"")))
                .hasMessage("assignment: none of the values it may have (at `send`)");
        assertThatThrownBy(() ->
                        Frames.decodeAssignment(line.replace("\"transport\":\"queue\"", "\"transport\":\"pigeon\"")))
                .hasMessageStartingWith("assignment: unknown transport `pigeon`, there are pipe, ")
                .hasMessageEndingWith("(at `transport`)");
    }

    @Test
    void aFieldThatIsThereTwiceOrNullIsAMistake() {
        assertThatThrownBy(() -> Frames.decodeCommand("{\"type\":\"start\",\"startNanos\":1,\"startNanos\":2}"))
                .hasMessage("command: a field that is there twice (at `startNanos`)");
        assertThatThrownBy(() -> Frames.decodeCommand("{\"type\":\"change-load\",\"load\":null}"))
                .hasMessage("command: missing field (at `load`)");
        assertThatThrownBy(() -> Frames.decodeCommand("{\"type\":\"start\",\"startNanos\":null}"))
                .hasMessageContaining("startNanos");
        assertThatThrownBy(() -> Frames.decodeCommand("null")).hasMessage("command: it is null");
        assertThatThrownBy(() -> Frames.decodeCommand("{\"type\":\"stop\"} {}"))
                .hasMessage("command: not JSON: at line 1 column 18");
    }

    @Test
    void anUnknownOrMissingTypeIsNamed() {
        assertThatThrownBy(() -> Frames.decodeCommand("{\"type\":\"begin\"}"))
                .hasMessageStartingWith("command: unknown type `begin`, there are change-load, ");
        assertThatThrownBy(() -> Frames.decodeAssignment("{\"recordings\":\"/r\"}"))
                .hasMessage("assignment: field `type` is missing, which comes first");
    }

    @Test
    void aValueOutOfItsRangeKeepsItsReason() {
        assertThatThrownBy(() -> Frames.decodeCommand("{\"type\":\"change-load\",\"load\":{\"perSecond\":-1}}"))
                .hasMessageContaining("load must be a positive rate or 0 to saturate, got -1.0");
    }

    @Test
    void whatIsNotJsonIsSaidToBeSo() {
        assertThatThrownBy(() -> Frames.decodeAssignment("hello"))
                .isInstanceOf(FrameException.class)
                .hasMessage("assignment: not JSON: at line 1 column 1");
    }

    @Test
    void noMessageShowsThePassword() {
        String line = Frames.encode(assignments().toList().getFirst()).replace("\"port\":0", "\"port\":\"x\"");
        assertThatThrownBy(() -> Frames.decodeAssignment(line))
                .hasMessageContaining("port")
                .hasMessageNotContaining("quote");
    }
}
