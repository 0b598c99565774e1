package queuelab.exchange.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several children in one process. */
@Timeout(20)
class TogetherTest {
    private static final String ASSIGNMENT = Frames.encode(new BrokerAssignment(
            "/r", "/p", Map.of(), "/s", "127.0.0.1", 0, "lab", "secret", new TrialWindow(1, 1, 1), false));

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void eachReadsItsOwnLinesAndReportsUnderItsOwnName() {
        int code = live(
                "left " + ASSIGNMENT + "\nright " + ASSIGNMENT
                        + "\nright {\"type\":\"stop\"}\nleft {\"type\":\"start\"," + "\"startNanos\":7}\n",
                member("left"),
                member("right"));

        assertThat(code).isZero();
        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "left {\"type\":\"ready\",\"pid\":1,\"parentPid\":2}",
                        "left {\"type\":\"failed\",\"reason\":\"Start[startNanos=7]\"}",
                        "right {\"type\":\"ready\",\"pid\":1,\"parentPid\":2}",
                        "right {\"type\":\"failed\",\"reason\":\"Stop[]\"}");
    }

    @Test
    void theEndOfInputEndsAll() {
        int code = live("left " + ASSIGNMENT + "\nright " + ASSIGNMENT + "\n", member("left"), member("right"));

        assertThat(code).isZero();
        assertThat(lines()).hasSize(2).allMatch(line -> line.contains("ready"));
    }

    @Test
    void theFailureOfOneEndsTheOther() {
        int code = live("left {}\nright " + ASSIGNMENT + "\n" + "unknown line\n", member("left"), member("right"));

        assertThat(code).isEqualTo(Child.MISUSED);
        assertThat(lines())
                .contains(
                        "left {\"type\":\"failed\",\"reason\":\"assignment: field `type` is missing, which comes first\"}");
    }

    private int live(String input, Together.Member<?>... members) {
        return Together.over(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output, List.of(members));
    }

    private List<String> lines() {
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Reports ready, and then the first command it gets, as if that were a failure. */
    private static Together.Member<BrokerAssignment> member(String name) {
        return new Together.Member<>(name, BrokerAssignment.class, (assignment, line) -> new Child.Task() {
            @Override
            public void run() throws Exception {
                line.report(new Report.Ready(1, 2));
                line.report(new Report.Failed(String.valueOf(line.next())));
            }

            @Override
            public void close() {}
        });
    }
}
