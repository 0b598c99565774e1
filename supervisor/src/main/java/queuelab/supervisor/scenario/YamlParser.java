package queuelab.supervisor.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads YAML 1.2 into {@link YamlValue}s. Hostile files are refused before they are unfolded: deep nesting would overflow the stack,
 * aliases of aliases would fill the memory.
 */
final class YamlParser {
    private static final int MOST_DEPTH = 20;
    private static final int MOST_ALIASES = 20;
    /** Some hundred times what a scenario needs. */
    private static final int MOST_VALUES = 100_000;

    private static final Set<Tag> KNOWN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

    private final String file;
    private final ProblemList problems;
    private int values;

    private YamlParser(String file, ProblemList problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Reads one document.
     *
     * @param file its name, for problems
     * @return empty where the file holds nothing, or is no YAML, which is then among the problems
     */
    static Optional<YamlValue> parse(String text, String file, ProblemList problems) {
        return new YamlParser(file, problems).parse(text);
    }

    private Optional<YamlValue> parse(String text) {
        var settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            limit(new Parse(settings).parseString(text));
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent()) {
                return Optional.of(value(root.get()));
            }
            problems.add(null, "`" + file + "` holds no scenario: it is empty");
        } catch (TooMuch tooMuch) {
            problems.add(at(tooMuch.mark), tooMuch.sentence);
        } catch (MarkedYamlEngineException e) {
            problems.add(at(e.getProblemMark().or(e::getContextMark)), syntax(e));
        } catch (YamlEngineException e) {
            problems.add(Place.file(file), "not valid YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Walks the events, which needs neither stack nor memory, and refuses what could not be composed safely. */
    private static void limit(Iterable<Event> events) throws TooMuch {
        int depth = 0;
        int aliases = 0;
        int documents = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                case Alias -> aliases++;
                case DocumentStart -> documents++;
                case StreamStart, StreamEnd, DocumentEnd, Scalar, Comment -> {}
            }
            if (depth > MOST_DEPTH) {
                throw new TooMuch("at most " + MOST_DEPTH + " levels may be nested", event.getStartMark());
            }
            if (aliases > MOST_ALIASES) {
                throw new TooMuch("at most " + MOST_ALIASES + " aliases (`*name`) may be used", event.getStartMark());
            }
            if (documents > 1) {
                throw new TooMuch(
                        "a file must hold one scenario, and a second document begins here", event.getStartMark());
            }
        }
    }

    private YamlValue value(Node node) throws TooMuch {
        if (node.isRecursive()) {
            throw new TooMuch("an alias must not stand inside of what it repeats", node.getStartMark());
        }
        if (++values > MOST_VALUES) {
            throw new TooMuch("at most " + MOST_VALUES + " values may be held, aliases unfolded", node.getStartMark());
        }
        int line = line(node.getStartMark());
        if (!KNOWN_TAGS.contains(node.getTag())) {
            problems.add(
                    new Place(file, line),
                    "a tag such as " + Quote.of(node.getTag().getValue()) + " means nothing here");
        }
        return switch (node) {
            case ScalarNode scalar -> new YamlValue.Scalar(scalar.getValue(), line);
            case SequenceNode sequence -> {
                List<YamlValue> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(value(item));
                }
                yield new YamlValue.Items(items, line);
            }
            case MappingNode mapping -> mapping(mapping, line);
            default -> throw new IllegalStateException("a composed node of type " + node.getNodeType());
        };
    }

    private YamlValue.Mapping mapping(MappingNode mapping, int line) throws TooMuch {
        Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = line(tuple.getKeyNode().getStartMark());
            YamlValue value = value(tuple.getValueNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)
                    || scalar.getValue().isEmpty()) {
                problems.add(new Place(file, keyLine), "a key must be a piece of text");
                continue;
            }
            String key = scalar.getValue();
            var earlier = entries.putIfAbsent(key, new YamlValue.Entry(key, keyLine, value));
            if (earlier != null) {
                problems.add(
                        new Place(file, keyLine),
                        Quote.of(key) + " must be there only once, and is already on line " + earlier.line());
            }
        }
        return new YamlValue.Mapping(List.copyOf(entries.values()), line);
    }

    private static String syntax(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        return problem.contains("TAB")
                ? "not valid YAML: a tab cannot indent, use spaces"
                : "not valid YAML: " + problem.strip();
    }

    private Place at(Optional<Mark> mark) {
        return new Place(file, line(mark));
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(found -> found.getLine() + 1).orElse(0);
    }

    /** More than a scenario can need, or than can be unfolded safely. */
    private static final class TooMuch extends Exception {
        private final String sentence;
        private final transient Optional<Mark> mark;

        TooMuch(String sentence, Optional<Mark> mark) {
            super(sentence);
            this.sentence = sentence;
            this.mark = mark;
        }
    }
}
