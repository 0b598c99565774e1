package queuelab.supervisor.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.analysis.Metric;
import queuelab.supervisor.analysis.TrialResult;
import queuelab.supervisor.analysis.TrialResult.Journal;
import queuelab.supervisor.analysis.TrialResult.ProcessResult;

/**
 * {@code results.csv}: a header, then one row a trial with every metric (RFC 4180, UTF-8). A figure that a trial does not have is an empty cell.
 * Columns: {@code id, variant, point.KEY…, repeat, verdict, saturated, reasons}, every {@link Metric} by name, and
 * {@code processes.count, processes.cpuMillis, processes.peakRssBytes} over all child processes, and how the broker kept messages: {@code
 * journal.inEffect, journal.asked, journal.bufferTimeoutNanos, journal.datasync}.
 */
final class ResultsCsv {
    private ResultsCsv() {}

    static String write(List<TrialResult> trials) {
        Set<String> pointKeys = new LinkedHashSet<>();
        trials.forEach(trial -> pointKeys.addAll(trial.point().keySet()));
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(header(pointKeys));
            for (TrialResult trial : trials) {
                csv.printRecord(row(trial, pointKeys));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringBuilder refused text", e);
        }
        return text.toString();
    }

    private static List<String> header(Set<String> pointKeys) {
        List<String> header = new ArrayList<>(List.of("id", "variant"));
        pointKeys.forEach(key -> header.add("point." + key));
        header.addAll(List.of("repeat", "verdict", "saturated", "reasons"));
        Metric.all().forEach(metric -> header.add(metric.name()));
        header.addAll(List.of("processes.count", "processes.cpuMillis", "processes.peakRssBytes"));
        header.addAll(List.of("journal.inEffect", "journal.asked", "journal.bufferTimeoutNanos", "journal.datasync"));
        return header;
    }

    private static List<Object> row(TrialResult trial, Set<String> pointKeys) {
        List<Object> row = new ArrayList<>(List.of(trial.id(), trial.variant()));
        pointKeys.forEach(key -> row.add(trial.point().getOrDefault(key, "")));
        row.addAll(
                List.of(trial.repeat(), trial.verdict().word(), trial.saturated(), String.join("; ", trial.reasons())));
        Metric.all().forEach(metric -> row.add(cell(metric, metric.of(trial))));
        List<ProcessResult> processes = trial.processes();
        row.add(processes.size());
        row.add(processes.stream().mapToLong(ProcessResult::cpuMillis).sum());
        row.add(processes.stream().mapToLong(ProcessResult::peakRssBytes).sum());
        row.addAll(journal(trial.journal()));
        return row;
    }

    private static List<Object> journal(@Nullable Journal journal) {
        return journal == null
                ? List.of("", "", "", "")
                : List.of(
                        journal.inEffect(),
                        journal.asked(),
                        Objects.requireNonNullElse(journal.bufferTimeoutNanos(), ""),
                        Objects.requireNonNullElse(journal.datasync(), ""));
    }

    private static String cell(Metric metric, @Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return "";
        }
        return switch (metric.unit()) {
            case NANOS, MESSAGES -> Long.toString(Math.round(value));
            case MESSAGES_PER_SECOND, RATIO ->
                BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        };
    }
}
