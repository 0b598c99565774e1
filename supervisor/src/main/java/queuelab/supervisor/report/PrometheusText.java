package queuelab.supervisor.report;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.Verdict;

/**
 * {@code metrics.prom}: the last results of a run in the Prometheus text exposition format 0.0.4, one gauge for each metric with a
 * sample for each trial, times in seconds as that format wants. {@code queuelab_trial_passed} is 1 where the trial passed.
 */
final class PrometheusText {
    private PrometheusText() {}

    static String write(String scenario, Iterable<TrialResult> trials) {
        StringBuilder text = new StringBuilder();
        text.append("# HELP queuelab_trial_passed Whether the trial's verdict is pass.\n");
        text.append("# TYPE queuelab_trial_passed gauge\n");
        for (TrialResult trial : trials) {
            sample(text, "queuelab_trial_passed", labels(scenario, trial), trial.verdict() == Verdict.PASS ? 1.0 : 0.0);
        }
        for (Metric metric : Metric.all()) {
            String name = name(metric);
            text.append("# HELP ")
                    .append(name)
                    .append(' ')
                    .append(metric.name())
                    .append(" of a trial.\n");
            text.append("# TYPE ").append(name).append(" gauge\n");
            for (TrialResult trial : trials) {
                sample(text, name, labels(scenario, trial), inBaseUnit(metric, metric.of(trial)));
            }
        }
        return text.toString();
    }

    /** {@code dueToReceive.p99Nanos} becomes {@code queuelab_due_to_receive_p99_seconds}. */
    private static String name(Metric metric) {
        String snake = metric.name()
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replace('.', '_')
                .toLowerCase(Locale.ROOT);
        return "queuelab_" + (metric.unit() == Metric.Unit.NANOS ? snake.replace("nanos", "seconds") : snake);
    }

    private static @Nullable Double inBaseUnit(Metric metric, @Nullable Double value) {
        return value != null && metric.unit() == Metric.Unit.NANOS ? (Double) (value / 1e9) : value;
    }

    private static void sample(StringBuilder text, String name, String labels, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            text.append(name).append(labels).append(' ').append(value).append('\n');
        }
    }

    private static String labels(String scenario, TrialResult trial) {
        String point = trial.point().entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(","));
        return "{scenario=\"" + escaped(scenario) + "\",variant=\"" + escaped(trial.variant())
                + "\",point=\"" + escaped(point) + "\",trial=\"" + escaped(trial.id()) + "\",repeat=\""
                + trial.repeat() + "\"}";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
