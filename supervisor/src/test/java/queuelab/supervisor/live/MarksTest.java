package queuelab.supervisor.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is drawn of what happened. */
class MarksTest {
    private long millis;
    private final Marks marks = new Marks(() -> millis);

    @Test
    void theSameAnswerToSeveralWhoAskedIsOneMarkInEachLane() {
        marks.add(LaneKind.DURABLE, Mark.Kind.CHANGE, "4 consumer processes take part now");
        marks.add(LaneKind.MEMORY, Mark.Kind.CHANGE, "4 consumer processes take part now");
        marks.add(LaneKind.DURABLE, Mark.Kind.CHANGE, "4 consumer processes take part now");

        assertThat(marks.after(0)).extracting(Mark::lane).containsExactly(LaneKind.DURABLE, LaneKind.MEMORY);
        assertThat(marks.after(0)).extracting(Mark::number).containsExactly(1L, 2L);
    }

    @Test
    void whatHappensAgainAfterSomethingElseIsAnotherMark() {
        marks.add(LaneKind.DURABLE, Mark.Kind.FAULT, "killed broker (kill -9)");
        marks.add(LaneKind.DURABLE, Mark.Kind.RECOVERY, "broker is back");
        marks.add(LaneKind.DURABLE, Mark.Kind.FAULT, "killed broker (kill -9)");

        assertThat(marks.after(1)).hasSize(2);
    }

    @Test
    void theSameWordsAWhileLaterAreAnotherMark() {
        marks.add(LaneKind.DURABLE, Mark.Kind.FAULT, "killed broker (kill -9)");
        millis += 2_000;
        marks.add(LaneKind.DURABLE, Mark.Kind.FAULT, "killed broker (kill -9)");

        assertThat(marks.after(0)).hasSize(2);
    }
}
