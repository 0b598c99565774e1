package queuelab.supervisor.scenario;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Checks settings one by one, and remembers which are in doubt, so that no rule draws conclusions from a mistake. */
final class SettingsCheck {
    private final ProblemList problems;
    private final Set<String> doubtful = new HashSet<>();

    SettingsCheck(ProblemList problems) {
        this.problems = problems;
    }

    /** Whether the setting takes this value; else that is a problem. */
    boolean accepts(Setting<?> setting, String key, Written value) {
        if (setting.equals(SettingsTable.REPEATS)) {
            problems.add(value.place(), setting + " must stand at the top of the scenario, beside `base`");
            return false;
        }
        if (setting.kind() instanceof ValueKind.Entries entries
                && !entries.name()
                        .matcher(key.substring(setting.entry("").length()))
                        .matches()) {
            return refuse(setting, value.place(), Quote.of(key) + " must have a name " + entries.nameMust());
        }
        return read(setting, key, value).isPresent();
    }

    /** What a value means; empty where the setting does not take it, which is then among the problems. */
    <T> Optional<T> read(Setting<T> setting, String key, Written value) {
        try {
            return Optional.of(setting.kind().read(value.text()));
        } catch (Refusal refusal) {
            refuse(setting, value.place(), refusal.sentence(key));
            return Optional.empty();
        }
    }

    /** Puts a key that is no setting among the problems. */
    void unknown(String key, Place place) {
        String quoted = Quote.of(key);
        var near = SettingsTable.nearest(key);
        near.ifPresent(doubtful::add);
        problems.add(
                place,
                near.map(word -> "unknown setting " + quoted + "; did you mean `" + word + "`?")
                        .orElse("unknown setting " + quoted + "; `lab settings` lists all there are"));
    }

    /** Puts a value that cannot be read at all among the problems. */
    boolean refuse(Setting<?> setting, Place place, String sentence) {
        doubtful.add(setting.key());
        problems.add(place, sentence);
        return false;
    }

    boolean isDoubtful(Setting<?> setting) {
        return doubtful.stream()
                .anyMatch(key -> key.equals(setting.key()) || setting.key().startsWith(key + "."));
    }
}
