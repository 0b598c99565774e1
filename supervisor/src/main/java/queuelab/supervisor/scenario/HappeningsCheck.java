package queuelab.supervisor.scenario;

import java.time.Duration;
import java.util.List;
import queuelab.exchange.transport.Protocol;
import queuelab.supervisor.scenario.HappeningsReader.Placed;

/** Refuses, before anything is started, what cannot happen in a point of these settings. */
final class HappeningsCheck {
    private final ProblemList problems;
    private final Settings settings;

    HappeningsCheck(ProblemList problems, Settings settings) {
        this.problems = problems;
        this.settings = settings;
    }

    void check(List<Placed<TimedChange>> timeline, List<Placed<Fault>> faults) {
        int mostConsumers = settings.consumer().processes();
        Settings changed = settings;
        for (Placed<TimedChange> change : timeline) {
            inWindow(change.value().at(), "`at`", change.place());
            needsQueue(change.value().change().setting(), change.place());
            try {
                changed = changed.with(change.value().change());
                mostConsumers = Math.max(mostConsumers, changed.consumer().processes());
            } catch (IllegalArgumentException e) {
                problems.add(change.place(), String.valueOf(e.getMessage()));
            }
        }
        for (Placed<Fault> fault : faults) {
            check(fault.value(), mostConsumers, fault.place());
        }
        leavesSomebody(faults, mostConsumers);
    }

    private void check(Fault fault, int mostConsumers, Place place) {
        Duration end = fault.end();
        if (end.compareTo(settings.measure()) >= 0) {
            problems.add(
                    place,
                    "a fault must be over before measuring ends (`measure`: " + written(settings.measure()) + "), got "
                            + written(end) + " (" + fault + ")");
        }
        for (Fault.Target target : fault.targets()) {
            switch (target.role()) {
                case BROKER, NETWORK -> needsBroker(fault, target, place);
                case PRODUCER -> exists(target, settings.producer().processes(), "producer.processes", place);
                case CONSUMER -> exists(target, mostConsumers, "consumer.processes", place);
            }
        }
    }

    private void needsBroker(Fault fault, Fault.Target target, Place place) {
        if (settings.transport() != Settings.TransportKind.QUEUE) {
            problems.add(
                    place,
                    "a fault of the " + target + " needs `transport: queue`, got `transport: "
                            + settings.written().get("transport") + "`: there is no broker");
            return;
        }
        if (settings.protocol() != Protocol.CORE) {
            problems.add(
                    place,
                    "a fault of the " + target + " needs `protocol: core`, got `protocol: "
                            + settings.protocol().word() + "`: only such clients are set up to reconnect");
        }
        boolean onProcess = fault.kinds().stream()
                .anyMatch(kind -> target.role() == Fault.Role.BROKER && kind != Fault.Kind.DISK_FULL);
        boolean ours = settings.broker().mode() == Settings.BrokerMode.PROCESS;
        if ((onProcess && !ours)
                || (target.role() == Fault.Role.NETWORK && settings.broker().mode() == Settings.BrokerMode.EXTERNAL)) {
            problems.add(
                    place,
                    "a fault of the " + target + " needs `broker.mode: process`, got `broker.mode: "
                            + settings.written().get("broker.mode") + "`: "
                            + (settings.broker().mode() == Settings.BrokerMode.EXTERNAL
                                    ? "the lab does nothing to a broker that is not its own"
                                    : "such a broker lives in the supervisor"));
        }
    }

    private void exists(Fault.Target target, int most, String key, Place place) {
        if (target.index() > most) {
            problems.add(
                    place,
                    "`target` must be at most " + target.role().word() + "[" + most + "] (`" + key + "`: " + most
                            + "), got " + target);
        }
    }

    /** Consumers that go for good must leave others behind, or the queue never drains. */
    private void leavesSomebody(List<Placed<Fault>> faults, int mostConsumers) {
        List<Placed<Fault>> forGood = faults.stream()
                .filter(fault -> fault.value() instanceof Fault.Planned planned
                        && planned.target().role() == Fault.Role.CONSUMER
                        && planned.kind().startsAgain()
                        && planned.restart() == null)
                .toList();
        long gone = forGood.stream()
                .flatMap(fault -> fault.value().targets().stream())
                .distinct()
                .count();
        if (gone > 0 && gone >= mostConsumers) {
            problems.add(
                    forGood.getLast().place(),
                    "at least one consumer must be left (`consumer.processes`: " + mostConsumers
                            + "): give one of them a `restart`, such as 1s");
        }
    }

    private void inWindow(Duration at, String key, Place place) {
        if (at.compareTo(settings.measure()) >= 0) {
            problems.add(
                    place,
                    key + " must be before measuring ends (`measure`: " + written(settings.measure()) + "), got "
                            + written(at));
        }
    }

    private void needsQueue(LiveSetting setting, Place place) {
        boolean changesConsumers = switch (setting) {
            case CONSUMER_PROCESSES, CONSUMER_WINDOW, CONSUMER_ACK -> true;
            case PRODUCER_LOAD, PRODUCER_SIZE, CONSUMER_WORK -> false;
        };
        if (changesConsumers && settings.transport() != Settings.TransportKind.QUEUE) {
            problems.add(
                    place,
                    "`" + setting.key()
                            + "` can change while messages flow only with `transport: queue`, got `transport: "
                            + settings.written().get("transport") + "`");
        }
    }

    private static String written(Duration duration) {
        return Units.DURATION.write(duration.toNanos());
    }
}
