package queuelab.supervisor.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.scenario.Change;
import queuelab.supervisor.scenario.Fault;
import queuelab.supervisor.scenario.Happenings;
import queuelab.supervisor.scenario.TimedChange;
import queuelab.supervisor.trial.Timetable.Entry;

class TimetableTest {
    private static final Fault.Target BROKER = new Fault.Target(Fault.Role.BROKER, 1);
    private static final Fault.Target CONSUMER = new Fault.Target(Fault.Role.CONSUMER, 2);
    private static final Fault.Target NETWORK = new Fault.Target(Fault.Role.NETWORK, 1);
    private static final Target CONSUMER_2 = new Target(Role.CONSUMER, 2);

    @Test
    void whatBeginsAlsoEndsAndAllOfItIsInTheOrderOfTime() {
        Change change = Change.of("producer.load", "5/s");
        var timetable = new Timetable(
                new Happenings(
                        List.of(new TimedChange(Duration.ofSeconds(4), change)),
                        List.of(
                                planned(5, BROKER, Fault.Kind.KILL, Duration.ofSeconds(1), null, null, 0),
                                planned(2, CONSUMER, Fault.Kind.PAUSE, null, Duration.ofSeconds(3), null, 0))),
                1);

        assertThat(timetable.left())
                .containsExactly(
                        entry(2, new Action.Pause(CONSUMER_2)),
                        entry(4, new Action.Set(change)),
                        entry(5, new Action.Kill(Target.BROKER)),
                        entry(5, new Action.Resume(CONSUMER_2)),
                        entry(6, new Action.Restart(Target.BROKER)));
    }

    @Test
    void everyKindOfFaultBecomesWhatItSays() {
        assertThat(actions(planned(1, CONSUMER, Fault.Kind.STOP, null, null, null, 0)))
                .containsExactly(new Action.Stop(CONSUMER_2));
        assertThat(actions(planned(1, CONSUMER, Fault.Kind.RESTART, null, null, null, 0)))
                .containsExactly(new Action.Restart(CONSUMER_2));
        Duration second = Duration.ofSeconds(1);
        assertThat(actions(planned(1, BROKER, Fault.Kind.DISK_FULL, null, second, null, 0)))
                .containsExactly(new Action.BlockDisk(), new Action.FreeDisk());
        assertThat(actions(planned(1, NETWORK, Fault.Kind.CUT, null, second, null, 0)))
                .containsExactly(new Action.CutNetwork(), new Action.HealNetwork());
        assertThat(actions(planned(1, NETWORK, Fault.Kind.DELAY, null, second, second, 0)))
                .containsExactly(new Action.DelayNetwork(second), new Action.HealNetwork());
        assertThat(actions(planned(1, NETWORK, Fault.Kind.SLOW, null, second, null, 4096)))
                .containsExactly(new Action.SlowNetwork(4096), new Action.HealNetwork());
    }

    @Test
    void anEntryIsHandedOutOnceItsMomentHasComeAndOnlyOnce() {
        var timetable = new Timetable(
                new Happenings(
                        List.of(),
                        List.of(planned(2, CONSUMER, Fault.Kind.PAUSE, null, Duration.ofSeconds(1), null, 0))),
                1);

        assertThat(timetable.next()).isEqualTo(Duration.ofSeconds(2));
        assertThat(timetable.due(Duration.ofMillis(1999))).isNull();
        assertThat(timetable.peek(Duration.ofSeconds(2))).isEqualTo(new Action.Pause(CONSUMER_2));
        assertThat(timetable.due(Duration.ofSeconds(2))).isEqualTo(new Action.Pause(CONSUMER_2));
        assertThat(timetable.due(Duration.ofSeconds(2))).isNull();
        assertThat(timetable.due(Duration.ofSeconds(3))).isEqualTo(new Action.Resume(CONSUMER_2));
        assertThat(timetable.isEmpty()).isTrue();
        assertThat(timetable.next()).isNull();
    }

    @Test
    void drawnFaultsDependOnTheSeedAloneAndEachIsOverBeforeTheNextBegins() {
        var drawn = new Fault.Drawn(
                6,
                Duration.ofSeconds(1),
                Duration.ofSeconds(16),
                List.of(BROKER, CONSUMER),
                List.of(Fault.Kind.KILL, Fault.Kind.PAUSE),
                Duration.ofMillis(500),
                Duration.ofMillis(800));

        for (long seed = 0; seed < 200; seed++) {
            List<Fault.Planned> faults = Timetable.draw(drawn, new SplittableRandom(seed));

            assertThat(faults).hasSize(6).isEqualTo(Timetable.draw(drawn, new SplittableRandom(seed)));
            Duration over = drawn.from();
            for (Fault.Planned fault : faults) {
                assertThat(fault.at()).isGreaterThanOrEqualTo(over);
                over = fault.end();
            }
            assertThat(over).isLessThanOrEqualTo(drawn.to());
        }
        assertThat(Timetable.draw(drawn, new SplittableRandom(1)))
                .isNotEqualTo(Timetable.draw(drawn, new SplittableRandom(2)));
    }

    private static List<Action> actions(Fault fault) {
        return new Timetable(new Happenings(List.of(), List.of(fault)), 1)
                .left().stream().map(Entry::action).toList();
    }

    private static Entry entry(long seconds, Action action) {
        return new Entry(Duration.ofSeconds(seconds), action);
    }

    private static Fault.Planned planned(
            long atSeconds,
            Fault.Target target,
            Fault.Kind kind,
            @Nullable Duration restart,
            @Nullable Duration lasting,
            @Nullable Duration by,
            long bytesPerSecond) {
        return new Fault.Planned(Duration.ofSeconds(atSeconds), target, kind, restart, lasting, by, bytesPerSecond);
    }
}
