package queuelab.supervisor.scenario;

import static queuelab.supervisor.scenario.ScenarioWriter.entry;
import static queuelab.supervisor.scenario.ScenarioWriter.scalar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Prints a timeline and faults so that they read back to the same. */
final class HappeningsWriter {
    private HappeningsWriter() {}

    static Node timeline(List<TimedChange> timeline) {
        return list(timeline.stream()
                .map(change -> flow(List.of(
                        text("at", written(change.at())),
                        text(change.change().setting().key(), change.change().value()))))
                .toList());
    }

    static Node faults(Map<String, List<Fault>> faults) {
        List<Fault> unnamed = faults.get(HappeningsReader.UNNAMED);
        if (unnamed != null) {
            return list(unnamed.stream().map(HappeningsWriter::fault).toList());
        }
        List<NodeTuple> named = new ArrayList<>();
        faults.forEach((name, list) -> named.add(
                entry(name, list(list.stream().map(HappeningsWriter::fault).toList()))));
        return ScenarioWriter.mapping(named);
    }

    private static Node fault(Fault fault) {
        return switch (fault) {
            case Fault.Planned planned -> {
                List<NodeTuple> entries = new ArrayList<>();
                entries.add(text("at", written(planned.at())));
                entries.add(text("target", planned.target().toString()));
                entries.add(text("action", planned.kind().word()));
                add(entries, "restart", planned.restart());
                add(entries, "for", planned.lasting());
                add(entries, "by", planned.by());
                if (planned.bytesPerSecond() > 0) {
                    entries.add(text("to", Units.SIZE.write(planned.bytesPerSecond()) + "/s"));
                }
                yield flow(entries);
            }
            case Fault.Drawn drawn -> {
                List<NodeTuple> entries = new ArrayList<>();
                entries.add(text("count", String.valueOf(drawn.count())));
                entries.add(text("from", written(drawn.from())));
                entries.add(text("to", written(drawn.to())));
                entries.add(entry("targets", words(drawn.targets().stream().map(Fault.Target::toString))));
                entries.add(entry("actions", words(drawn.kinds().stream().map(Fault.Kind::word))));
                add(entries, "restart", drawn.restart());
                add(entries, "for", drawn.lasting());
                yield flow(List.of(entry("random", flow(entries))));
            }
        };
    }

    private static void add(List<NodeTuple> entries, String key, @Nullable Duration duration) {
        if (duration != null) {
            entries.add(text(key, written(duration)));
        }
    }

    private static NodeTuple text(String key, String value) {
        return entry(key, scalar(value));
    }

    private static String written(Duration duration) {
        return Units.DURATION.write(duration.toNanos()).replace(" ", "");
    }

    private static Node flow(List<NodeTuple> entries) {
        return new MappingNode(Tag.MAP, entries, FlowStyle.FLOW);
    }

    private static Node words(Stream<String> words) {
        return new SequenceNode(Tag.SEQ, words.map(ScenarioWriter::scalar).toList(), FlowStyle.FLOW);
    }

    private static Node list(List<Node> items) {
        return new SequenceNode(Tag.SEQ, items, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }
}
