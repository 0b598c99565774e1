package queuelab.benchmarks.own;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import queuelab.benchmarks.process.Children;
import queuelab.benchmarks.process.Lab;
import queuelab.benchmarks.process.Workspace;
import queuelab.benchmarks.result.Machine;
import queuelab.benchmarks.result.Publication;
import queuelab.benchmarks.result.Rows;

/** {@code lab bench self}: what the lab costs whoever runs it. */
@Command(
        name = "self",
        mixinStandardHelpOptions = true,
        description = "Measures what the lab itself costs: per message, per process, per trial, per command.",
        footer = {
            "",
            "Examples:",
            "  lab bench self",
            "  lab bench self --rows hot-path,judging",
            "  lab bench self --write README.md --json self.json"
        })
public final class SelfCommand implements Callable<Integer> {
    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description =
                    "what to measure (default: all): hot-path, worker-start, worker-memory, processes, trial-overhead, check, judging, smoke, report, live-page")
    private List<String> rows = List.of();

    @Option(names = "--quick", description = "everything once and small: whether it works, not how fast")
    private boolean quick;

    @Mixin
    private Publication publication = new Publication();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Measurement> wanted =
                rows.isEmpty() ? List.of(Measurement.values()) : Rows.named(rows, Measurement.values(), spec);
        var findings = new Findings();
        publication.earlier().ifPresent(findings::resume);
        try (var children = new Children();
                var workspace = Workspace.create(children)) {
            var bench = new Bench(new Lab(children, workspace), children, workspace.folder(), quick);
            boolean complete = false;
            try {
                for (Measurement measurement : wanted) {
                    measurement.measure(bench, findings);
                }
                complete = true;
            } finally {
                // Also what was measured before something failed: it took minutes.
                publish(findings, Machine.here(workspace.folder()), complete);
            }
        }
        return 0;
    }

    private void publish(Findings findings, Machine machine, boolean complete) throws IOException {
        String heading = machine.words() + (quick ? "; quick: not a measurement" : "") + ".\n\n";
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("benchmark", "self");
        document.put("machine", machine.facts());
        document.put("quick", quick);
        document.putAll(findings.document());
        publication.publish("self", heading + findings.markdown(), document, complete);
    }
}
