package queuelab.supervisor.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import queuelab.supervisor.analysis.RunResults;
import queuelab.supervisor.analysis.TrialResult;

/**
 * {@code report.html} of a run: one file that needs nothing else. Keeps what it read of each trial, so it can be written again after every
 * trial of a run. One owning thread.
 */
public final class HtmlReport {
    private static final String TEMPLATE = "report.jte";

    private final RunFolder folder;
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReport.class.getClassLoader(), HtmlReport.class.getPackageName());
    private final ReportPage.Assets assets = ReportAssets.load();
    private final Map<String, TrialTrace> traces = new HashMap<>();

    public HtmlReport(RunFolder folder) {
        this.folder = folder;
    }

    /**
     * Writes the report into the run's folder.
     *
     * @param scenarioYaml the resolved scenario
     * @param repeatCommand what to type to run this again
     */
    public void write(RunResults results, String scenarioYaml, String repeatCommand) throws IOException {
        folder.writeReport(render(results, scenarioYaml, repeatCommand));
    }

    String render(RunResults results, String scenarioYaml, String repeatCommand) {
        for (TrialResult trial : results.trials()) {
            traces.computeIfAbsent(trial.id(), id -> TrialTrace.read(folder.trial(id)));
        }
        ReportPage page = new PageBuilder(results, traces).page(scenarioYaml, repeatCommand, assets);
        StringOutput html = new StringOutput(1 << 20);
        engine.render(TEMPLATE, page, html);
        return html.toString();
    }
}
