package queuelab.supervisor.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.Verdict;
import queuelab.supervisor.report.Answer;
import queuelab.supervisor.report.ResultsJson;
import queuelab.supervisor.report.RunFolder;

/** What each run found, in a few words. Remembers, because reading all results anew for each look at the list takes seconds. */
@Singleton
final class RunAnswers {
    private final Map<Path, Remembered> remembered = new ConcurrentHashMap<>();

    private record Remembered(FileTime changed, Line line) {}

    /**
     * One run of the list.
     *
     * @param answer the headline first, then further findings
     * @param report whether there is a report to open
     */
    record Line(String name, String scenario, String started, String verdicts, List<String> answer, boolean report) {
        Line {
            answer = List.copyOf(answer);
        }
    }

    Line of(RunFolder run) {
        Path results = run.path().resolve(RunFolder.RESULTS_JSON);
        String name = String.valueOf(run.path().getFileName());
        try {
            if (!Files.exists(results)) {
                return new Line(name, "", "", "", List.of("No trial was finished."), false);
            }
            FileTime changed = Files.getLastModifiedTime(results);
            Remembered known = remembered.get(results);
            if (known == null || !known.changed().equals(changed)) {
                known = new Remembered(changed, read(run, name));
                remembered.put(results, known);
            }
            return known.line();
        } catch (IOException | ResultsJson.UnreadableResults e) {
            return new Line(name, "", "", "", List.of(String.valueOf(e.getMessage())), false);
        }
    }

    private static Line read(RunFolder run, String name) {
        RunResults results = ResultsJson.read(run.path());
        Answer answer = Answer.of(results);
        var sentences = new ArrayList<>(answer.trouble());
        sentences.addAll(answer.findings());
        return new Line(
                name,
                results.scenario(),
                results.started(),
                verdicts(results),
                sentences,
                Files.exists(run.path().resolve(RunFolder.REPORT)));
    }

    private static String verdicts(RunResults results) {
        var counts = new EnumMap<Verdict, Integer>(Verdict.class);
        results.trials().forEach(trial -> counts.merge(trial.verdict(), 1, Integer::sum));
        var words = new ArrayList<String>();
        counts.forEach((verdict, count) -> words.add(count + " " + verdict.word()));
        return String.join(", ", words);
    }
}
