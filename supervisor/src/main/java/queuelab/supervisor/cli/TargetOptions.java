package queuelab.supervisor.cli;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import queuelab.supervisor.analysis.Targets;

/** What a person wants consumers for, as the command line says it. */
final class TargetOptions {
    @Option(
            names = "--target-rate",
            paramLabel = "RATE",
            converter = Rate.class,
            description = "Recommends how many consumers receive this: 2000/s.")
    private @Nullable Double perSecond;

    @Option(
            names = "--target-p99",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Recommends how many consumers keep the p99 of dueToReceive within this: 20ms.")
    private @Nullable Long p99Nanos;

    Targets targets() {
        return new Targets(perSecond, p99Nanos);
    }

    /** {@code 2000/s}. */
    static final class Rate implements ITypeConverter<Double> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)/s");

        @Override
        public Double convert(String written) {
            Matcher rate = FORM.matcher(written);
            if (!rate.matches() || Double.parseDouble(rate.group(1)) == 0) {
                throw new TypeConversionException("must be a rate over 0 such as 2000/s, got " + written);
            }
            return Double.valueOf(rate.group(1));
        }
    }

    /** {@code 20ms}. */
    static final class Time implements ITypeConverter<Long> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(us|ms|s)");

        @Override
        public Long convert(String written) {
            Matcher time = FORM.matcher(written);
            if (!time.matches()) {
                throw new TypeConversionException("must be a time in us, ms or s such as 20ms, got " + written);
            }
            long unit = switch (time.group(2)) {
                case "us" -> 1_000L;
                case "ms" -> 1_000_000L;
                case "s" -> 1_000_000_000L;
                default -> throw new IllegalStateException(time.group(2));
            };
            return new BigDecimal(time.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValue();
        }
    }
}
