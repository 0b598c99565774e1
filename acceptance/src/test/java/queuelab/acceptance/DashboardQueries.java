package queuelab.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the Grafana dashboard asks Prometheus, held against what the lab tells it. No Grafana is needed to see that a name is wrong. */
final class DashboardQueries {
    /** A figure, perhaps summed, perhaps with labels: {@code sum(name{label="value"})}. */
    private static final Pattern QUERY = Pattern.compile("(?:sum\\()?([a-z0-9_]+)(?:\\{([a-z_]+=\"[^\"]+\")\\})?\\)?");

    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    private DashboardQueries() {}

    /** A query and how its lines are named. */
    record Query(String expression, String legend) {
        /** What a line of the metrics must hold to answer it. */
        boolean isAnsweredBy(String line) {
            Matcher query = QUERY.matcher(expression);
            if (!query.matches() || !line.matches(query.group(1) + "[{ ].*")) {
                return false;
            }
            String label = query.group(2);
            return (label == null || line.contains(label))
                    && LEGEND_LABEL.matcher(legend).results().allMatch(name -> line.contains(name.group(1) + "=\""));
        }
    }

    static List<Query> all() throws IOException {
        JsonNode dashboard =
                JsonMapper.shared().readTree(Files.readString(Bench.CHECKOUT.resolve("dashboards/queue-lab.json")));
        return ServedLab.stream(dashboard.get("panels"))
                .flatMap(panel -> ServedLab.stream(panel.get("targets")))
                .map(target -> new Query(
                        target.get("expr").asString(),
                        target.get("legendFormat").asString()))
                .toList();
    }

    /** Those that find nothing in this text. */
    static List<Query> unanswered(String metrics) throws IOException {
        List<String> lines = Stream.of(metrics.split("\n"))
                .filter(line -> !line.startsWith("#"))
                .toList();
        return all().stream()
                .filter(query -> lines.stream().noneMatch(query::isAnsweredBy))
                .toList();
    }
}
