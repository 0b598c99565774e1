package queuelab.supervisor.trial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.scenario.Fault;
import queuelab.supervisor.scenario.Happenings;

/** What a scenario wants done to a trial, and when. Drawn faults are drawn here, from the trial's seed. Owned by the trial's thread. */
final class Timetable {
    private final Queue<Entry> entries;

    /** An action that long after the start of measuring. */
    record Entry(Duration at, Action action) {}

    Timetable(Happenings happenings, long seed) {
        List<Entry> all = new ArrayList<>();
        happenings.timeline().forEach(change -> all.add(new Entry(change.at(), new Action.Set(change.change()))));
        var random = new SplittableRandom(seed);
        for (Fault fault : happenings.faults()) {
            switch (fault) {
                case Fault.Planned planned -> add(planned, all);
                case Fault.Drawn drawn -> draw(drawn, random).forEach(planned -> add(planned, all));
            }
        }
        all.sort(Comparator.comparing(Entry::at));
        entries = new ArrayDeque<>(all);
    }

    List<Entry> left() {
        return List.copyOf(entries);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The moment of the next entry; null when none is left. */
    @Nullable
    Duration next() {
        Entry next = entries.peek();
        return next == null ? null : next.at();
    }

    /** The next entry, when its moment has come; null otherwise. */
    @Nullable
    Action peek(Duration sinceMeasuring) {
        Entry next = entries.peek();
        return next == null || next.at().compareTo(sinceMeasuring) > 0 ? null : next.action();
    }

    /** Takes the next entry, when its moment has come. */
    @Nullable
    Action due(Duration sinceMeasuring) {
        Entry next = entries.peek();
        if (next == null || next.at().compareTo(sinceMeasuring) > 0) {
            return null;
        }
        entries.remove();
        return next.action();
    }

    /** Spread over the time so that each is over before the next begins: one drawn moment in each of as many equal parts. */
    static List<Fault.Planned> draw(Fault.Drawn drawn, SplittableRandom random) {
        List<Fault.Planned> faults = new ArrayList<>();
        long part = drawn.to().minus(drawn.from()).toNanos() / drawn.count();
        for (int i = 0; i < drawn.count(); i++) {
            Fault.Target target =
                    drawn.targets().get(random.nextInt(drawn.targets().size()));
            Fault.Kind kind = drawn.kinds().get(random.nextInt(drawn.kinds().size()));
            boolean leaves = kind == Fault.Kind.KILL || kind == Fault.Kind.STOP;
            boolean lasts = switch (kind) {
                case PAUSE, DISK_FULL, CUT, DELAY, SLOW -> true;
                case KILL, STOP, RESTART -> false;
            };
            Duration restart = leaves ? drawn.restart() : null;
            Duration lasting = lasts ? drawn.lasting() : null;
            long length = (restart != null ? restart : lasting != null ? lasting : Duration.ZERO).toNanos();
            Duration at = drawn.from().plusNanos(i * part + random.nextLong(Math.max(1, part - length)));
            faults.add(new Fault.Planned(at, target, kind, restart, lasting, null, 0));
        }
        return faults;
    }

    private static void add(Fault.Planned fault, List<Entry> into) {
        Duration at = fault.at();
        switch (fault.kind()) {
            case KILL -> {
                into.add(new Entry(at, new Action.Kill(target(fault))));
                restart(fault, into);
            }
            case STOP -> {
                into.add(new Entry(at, new Action.Stop(target(fault))));
                restart(fault, into);
            }
            case RESTART -> into.add(new Entry(at, new Action.Restart(target(fault))));
            case PAUSE -> lasting(fault, new Action.Pause(target(fault)), new Action.Resume(target(fault)), into);
            case DISK_FULL -> lasting(fault, new Action.BlockDisk(), new Action.FreeDisk(), into);
            case CUT -> lasting(fault, new Action.CutNetwork(), new Action.HealNetwork(), into);
            case DELAY -> {
                Duration by = fault.by() == null ? Duration.ZERO : fault.by();
                lasting(fault, new Action.DelayNetwork(by), new Action.HealNetwork(), into);
            }
            case SLOW -> lasting(fault, new Action.SlowNetwork(fault.bytesPerSecond()), new Action.HealNetwork(), into);
        }
    }

    private static void restart(Fault.Planned fault, List<Entry> into) {
        if (fault.restart() != null) {
            into.add(new Entry(fault.at().plus(fault.restart()), new Action.Restart(target(fault))));
        }
    }

    private static void lasting(Fault.Planned fault, Action begins, Action ends, List<Entry> into) {
        Duration lasting = fault.lasting() == null ? Duration.ZERO : fault.lasting();
        into.add(new Entry(fault.at(), begins));
        into.add(new Entry(fault.at().plus(lasting), ends));
    }

    private static Target target(Fault.Planned fault) {
        return switch (fault.target().role()) {
            case BROKER, NETWORK -> Target.BROKER;
            case PRODUCER -> new Target(Role.PRODUCER, fault.target().index());
            case CONSUMER -> new Target(Role.CONSUMER, fault.target().index());
        };
    }
}
