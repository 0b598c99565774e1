package queuelab.supervisor.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("producer.size", "producer.load", "consumer.processes", "warmup");

    @Test
    void slipsOfTheFingerAreUnderstood() {
        assertThat(Nearest.to("producer.siez", KNOWN)).contains("producer.size");
        assertThat(Nearest.to("Producer.Size", KNOWN)).contains("producer.size");
        assertThat(Nearest.to("prodcer.lod", KNOWN)).contains("producer.load");
        assertThat(Nearest.to("warm-up", KNOWN)).contains("warmup");
    }

    @Test
    void aSectionMayBeLeftOut() {
        assertThat(Nearest.to("size", KNOWN)).contains("producer.size");
        assertThat(Nearest.to("proceses", KNOWN)).contains("consumer.processes");
    }

    @Test
    void whatResemblesNothingIsNotGuessed() {
        assertThat(Nearest.to("zigzag", KNOWN)).isEmpty();
        assertThat(Nearest.to("a", KNOWN)).isEmpty();
        assertThat(Nearest.to("x".repeat(1_000_000), KNOWN)).isEmpty();
        assertThat(Nearest.to("size", List.of())).isEmpty();
    }
}
