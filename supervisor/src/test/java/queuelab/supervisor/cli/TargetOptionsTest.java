package queuelab.supervisor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** What is wanted of consumers, as the command line says it. */
final class TargetOptionsTest {
    @Test
    void ratesAndTimesCarryTheirUnits() {
        assertThat(new TargetOptions.Rate().convert("1500.5/s")).isEqualTo(1500.5);
        assertThat(new TargetOptions.Time().convert("250us")).isEqualTo(250_000);
        assertThat(new TargetOptions.Time().convert("1.5ms")).isEqualTo(1_500_000);
        assertThat(new TargetOptions.Time().convert("2s")).isEqualTo(2_000_000_000L);
    }

    @Test
    void whatIsNoRateOrTimeIsRefusedWithAnExample() {
        assertThatThrownBy(() -> new TargetOptions.Rate().convert("1000"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("must be a rate over 0 such as 2000/s, got 1000");
        assertThatThrownBy(() -> new TargetOptions.Rate().convert("0/s")).isInstanceOf(TypeConversionException.class);
        assertThatThrownBy(() -> new TargetOptions.Time().convert("20"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("must be a time in us, ms or s such as 20ms, got 20");
    }

    @Test
    void withoutOptionsNothingIsAimedAt() {
        assertThat(new TargetOptions().targets().perSecond()).isNull();
        assertThat(new TargetOptions().targets().p99Nanos()).isNull();
    }
}
