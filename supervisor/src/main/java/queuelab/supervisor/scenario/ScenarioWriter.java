package queuelab.supervisor.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Prints a scenario as YAML that reads back to the same scenario. */
public final class ScenarioWriter {
    private static final DumpSettings FORMAT = DumpSettings.builder().build();

    private ScenarioWriter() {}

    /** The scenario as it was run: overrides of the command line merged in. */
    public static String write(Scenario scenario) {
        List<NodeTuple> top = new ArrayList<>();
        top.add(entry("name", scalar(scenario.name())));
        if (!scenario.about().isEmpty()) {
            top.add(entry("about", scalar(scenario.about())));
        }
        top.add(entry("base", settings(scenario.base())));
        List<NodeTuple> variants = new ArrayList<>();
        scenario.variants().forEach((name, settings) -> variants.add(entry(name, settings(settings))));
        top.add(entry("variants", mapping(variants)));
        if (!scenario.sweep().isEmpty()) {
            List<NodeTuple> sweep = new ArrayList<>();
            scenario.sweep().forEach((key, values) -> sweep.add(entry(key, list(values))));
            top.add(entry("sweep", mapping(sweep)));
        }
        if (!scenario.timeline().isEmpty()) {
            top.add(entry("timeline", HappeningsWriter.timeline(scenario.timeline())));
        }
        if (!scenario.faults().isEmpty()) {
            top.add(entry("faults", HappeningsWriter.faults(scenario.faults())));
        }
        top.add(entry("repeats", scalar(String.valueOf(scenario.repeats()))));
        return new Present(FORMAT)
                .emitToString(new Serialize(FORMAT).serializeOne(mapping(top)).iterator());
    }

    private static Node settings(Map<String, String> settings) {
        List<NodeTuple> entries = new ArrayList<>();
        settings.forEach((key, value) -> entries.add(entry(key, scalar(value))));
        return mapping(entries);
    }

    private static Node list(List<String> values) {
        return new SequenceNode(
                Tag.SEQ, values.stream().map(ScenarioWriter::scalar).toList(), FlowStyle.FLOW);
    }

    static Node mapping(List<NodeTuple> entries) {
        return new MappingNode(Tag.MAP, entries, entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    static NodeTuple entry(String key, Node value) {
        return new NodeTuple(scalar(key), value);
    }

    /** With the tag that plain text resolves to, so that {@code 4} needs no quotes: the reader takes every value as text. */
    static Node scalar(String text) {
        Tag tag = FORMAT.getSchema().getScalarResolver().resolve(text, true);
        return new ScalarNode(tag, text, ScalarStyle.PLAIN);
    }
}
