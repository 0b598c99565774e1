package queuelab.supervisor.scenario;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong on purpose. One line of a scenario's {@code faults}. */
public sealed interface Fault {
    /** What goes wrong. */
    enum Kind {
        /** kill −9 */
        KILL(true, false),
        /** It finishes what it has in hand and leaves. */
        STOP(true, false),
        /** It stands still for a time. */
        PAUSE(false, true),
        /** It finishes, leaves and is started again. */
        RESTART(false, false),
        /** The broker takes no more messages for a time, as at its limit for disk space. */
        DISK_FULL(false, true),
        /** Connections break, and none can be made, for a time. */
        CUT(false, true),
        /** Each byte arrives later, for a time. */
        DELAY(false, true),
        /** Only so many bytes a second pass, for a time. */
        SLOW(false, true);

        private final boolean startsAgain;
        private final boolean lasts;

        Kind(boolean startsAgain, boolean lasts) {
            this.startsAgain = startsAgain;
            this.lasts = lasts;
        }

        /** The word a scenario uses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether {@code restart} may follow. */
        boolean startsAgain() {
            return startsAgain;
        }

        /** Whether {@code for} must say how long. */
        boolean lasts() {
            return lasts;
        }

        static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }
    }

    /** Whom it happens to. */
    enum Role {
        BROKER,
        PRODUCER,
        CONSUMER,
        NETWORK;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        List<Kind> kinds() {
            return switch (this) {
                case BROKER -> List.of(Kind.KILL, Kind.STOP, Kind.PAUSE, Kind.RESTART, Kind.DISK_FULL);
                case PRODUCER, CONSUMER -> List.of(Kind.KILL, Kind.STOP, Kind.PAUSE, Kind.RESTART);
                case NETWORK -> List.of(Kind.CUT, Kind.DELAY, Kind.SLOW);
            };
        }

        boolean hasNumber() {
            return this == PRODUCER || this == CONSUMER;
        }
    }

    /**
     * A process, or what lies between workers and broker.
     *
     * @param index number within its role, from 1
     */
    record Target(Role role, int index) {
        private static final Pattern WRITTEN =
                Pattern.compile("(broker|network)|(producer|consumer)\\[([1-9][0-9]{0,3})]");

        /** As a scenario writes it; empty where it is no target. */
        static Optional<Target> read(String written) {
            Matcher matcher = WRITTEN.matcher(written);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    matcher.group(1) == null
                            ? new Target(role(matcher.group(2)), Integer.parseInt(matcher.group(3)))
                            : new Target(role(matcher.group(1)), 1));
        }

        private static Role role(String word) {
            return Role.valueOf(word.toUpperCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return role.hasNumber() ? role.word() + "[" + index + "]" : role.word();
        }
    }

    /** Whom it may happen to. */
    List<Target> targets();

    /** What may happen. */
    List<Kind> kinds();

    /** When the last of it is over, counted from the start of measuring. */
    Duration end();

    /**
     * One that happens at a known moment.
     *
     * @param at counted from the start of measuring
     * @param restart how long afterwards a process that was killed or stopped is started again; null for never
     * @param lasting how long it lasts, null where it has no length
     * @param by how much later each byte arrives, with {@link Kind#DELAY}
     * @param bytesPerSecond how many bytes pass, with {@link Kind#SLOW}; 0 otherwise
     */
    record Planned(
            Duration at,
            Target target,
            Kind kind,
            @Nullable Duration restart,
            @Nullable Duration lasting,
            @Nullable Duration by,
            long bytesPerSecond)
            implements Fault {
        @Override
        public List<Target> targets() {
            return List.of(target);
        }

        @Override
        public List<Kind> kinds() {
            return List.of(kind);
        }

        @Override
        public Duration end() {
            return at.plus(lasting != null ? lasting : restart != null ? restart : Duration.ZERO);
        }

        @Override
        public String toString() {
            return "at " + Units.DURATION.write(at.toNanos()) + ": " + kind.word() + " " + target
                    + written(", started again after ", restart) + written(" for ", lasting) + written(" by ", by)
                    + (bytesPerSecond == 0 ? "" : " to " + Units.SIZE.write(bytesPerSecond) + "/s");
        }
    }

    /**
     * Several whose moments, targets and kinds are drawn from the trial's seed.
     *
     * @param from no earlier than this, counted from the start of measuring
     * @param to no later
     * @param restart how long afterwards a process that was killed or stopped is started again; null for never
     * @param lasting how long pauses and full disks last, null where none is among the kinds
     */
    record Drawn(
            int count,
            Duration from,
            Duration to,
            List<Target> targets,
            List<Kind> kinds,
            @Nullable Duration restart,
            @Nullable Duration lasting)
            implements Fault {
        public Drawn {
            targets = List.copyOf(targets);
            kinds = List.copyOf(kinds);
        }

        @Override
        public Duration end() {
            Duration longest = restart == null ? Duration.ZERO : restart;
            return to.plus(lasting != null && lasting.compareTo(longest) > 0 ? lasting : longest);
        }

        @Override
        public String toString() {
            return "%d drawn from the trial's seed, between %s and %s: %s of %s%s%s"
                    .formatted(
                            count,
                            Units.DURATION.write(from.toNanos()),
                            Units.DURATION.write(to.toNanos()),
                            kinds.stream().map(Kind::word).collect(Collectors.joining(" or ")),
                            targets.stream().map(Target::toString).collect(Collectors.joining(", ")),
                            written(", started again after ", restart),
                            written(", for ", lasting));
        }
    }

    private static String written(String before, @Nullable Duration duration) {
        return duration == null ? "" : before + Units.DURATION.write(duration.toNanos());
    }
}
