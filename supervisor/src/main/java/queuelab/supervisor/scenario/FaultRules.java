package queuelab.supervisor.scenario;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What fits together in one fault: a target, what is done to it, and how long. */
final class FaultRules {
    private final HappeningValues values;

    FaultRules(HappeningValues values) {
        this.values = values;
    }

    /** Refuses what no such target can suffer, and lengths that are missing or mean nothing. */
    void fits(
            List<Fault.Target> targets,
            List<Fault.Kind> kinds,
            @Nullable Duration restart,
            @Nullable Duration lasting,
            int line) {
        for (Fault.Target target : targets) {
            for (Fault.Kind kind : kinds) {
                if (!target.role().kinds().contains(kind)) {
                    values.problem(
                            line,
                            "`action` of a " + target.role().word() + " must be "
                                    + Quote.alternatives(target.role().kinds().stream()
                                            .map(Fault.Kind::word)
                                            .toList())
                                    + ", got `" + kind.word() + "`");
                }
                boolean leaves = kind == Fault.Kind.KILL || kind == Fault.Kind.STOP;
                if (target.role() == Fault.Role.BROKER && leaves && restart == null) {
                    values.problem(
                            line,
                            "`action: " + kind.word()
                                    + "` of the broker needs `restart`, such as 1s: without a broker no message gets anywhere");
                }
            }
        }
        if (lasting == null) {
            kinds.stream()
                    .filter(Fault.Kind::lasts)
                    .findFirst()
                    .ifPresent(kind -> values.problem(
                            line, "`action: " + kind.word() + "` needs `for`, such as 2s: how long it lasts"));
        } else if (kinds.stream().noneMatch(Fault.Kind::lasts)) {
            values.problem(
                    line,
                    "`for` means nothing with `action: " + kinds.getFirst().word() + "`, got "
                            + Units.DURATION.write(lasting.toNanos()));
        }
        if (restart != null && kinds.stream().noneMatch(Fault.Kind::startsAgain)) {
            values.problem(
                    line,
                    "`restart` means nothing with `action: " + kinds.getFirst().word() + "`, got "
                            + Units.DURATION.write(restart.toNanos()));
        }
    }

    void needs(boolean needed, boolean there, String key, Fault.Kind kind, int line) {
        if (needed != there) {
            values.problem(
                    line,
                    needed
                            ? "`action: " + kind.word() + "` needs `" + key + "`"
                            : "`" + key + "` means nothing with `action: " + kind.word() + "`");
        }
    }
}
