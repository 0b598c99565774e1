package queuelab.supervisor.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import queuelab.exchange.transport.AckMode;
import queuelab.supervisor.live.LaneKind;
import queuelab.supervisor.live.LiveLimits;
import queuelab.supervisor.scenario.Change;
import queuelab.supervisor.scenario.LiveSetting;

/**
 * Knobs to turn; those left out stay.
 *
 * @param lane one lane, or both where it is left out
 * @param rate messages per second, offered to each lane
 * @param sizeBytes length of a message
 * @param work what a consumer does for each message: {@code none}, {@code cpu} or {@code sleep}
 * @param workMicros for how long, needed with the two latter
 * @param consumers consumer processes
 * @param windowBytes prefetch window of each consumer
 * @param ack acknowledgement mode
 */
record KnobsRequest(
        @Nullable LaneName lane,
        @Nullable Double rate,
        @Nullable Integer sizeBytes,
        @Nullable WorkKind work,
        @Nullable Integer workMicros,
        @Nullable Integer consumers,
        @Nullable Integer windowBytes,
        @Nullable Ack ack) {
    private static final LiveLimits LIMITS = LiveLimits.DEFAULT;
    private static final int STAMP_BYTES = 48;

    /** Lanes as the page names them. */
    enum LaneName {
        durable,
        memory;

        LaneKind kind() {
            return LaneKind.of(name()).orElseThrow();
        }
    }

    /** Kinds of work as the page names them. */
    enum WorkKind {
        none,
        cpu,
        sleep
    }

    /** Modes as the page names them; a transaction is of one message. */
    enum Ack {
        AUTO(AckMode.AUTO),
        CLIENT(AckMode.CLIENT),
        DUPS_OK(AckMode.DUPS_OK),
        INDIVIDUAL(AckMode.INDIVIDUAL),
        PRE(AckMode.PRE),
        TRANSACTED(AckMode.TRANSACTED);

        private final AckMode mode;

        Ack(AckMode mode) {
            this.mode = mode;
        }
    }

    KnobsRequest {
        check("rate", rate, 1, LIMITS.mostRate(), "per second");
        check("sizeBytes", sizeBytes, STAMP_BYTES, LIMITS.mostSizeBytes(), "bytes");
        check("workMicros", workMicros, 1, LIMITS.mostWorkMicros(), "microseconds");
        check("consumers", consumers, 1, LIMITS.mostConsumers(), "processes");
        check("windowBytes", windowBytes, 0, LIMITS.mostWindowBytes(), "bytes");
        if (work != null && work != WorkKind.none && workMicros == null) {
            throw RequestRefused.malformed("`workMicros` must say for how long `work` is done");
        }
    }

    List<LaneKind> lanes() {
        return lane == null ? List.of(LaneKind.values()) : List.of(lane.kind());
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        if (rate != null) {
            changes.add(new Change(
                    LiveSetting.PRODUCER_LOAD,
                    BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString() + "/s"));
        }
        if (sizeBytes != null) {
            changes.add(new Change(LiveSetting.PRODUCER_SIZE, sizeBytes + "B"));
        }
        if (work != null) {
            changes.add(
                    new Change(LiveSetting.CONSUMER_WORK, work == WorkKind.none ? "none" : work.name() + " " + time()));
        }
        if (windowBytes != null) {
            changes.add(new Change(LiveSetting.CONSUMER_WINDOW, windowBytes + "B"));
        }
        if (ack != null) {
            changes.add(new Change(LiveSetting.CONSUMER_ACK, ack.mode.word()));
        }
        if (consumers != null) {
            changes.add(new Change(LiveSetting.CONSUMER_PROCESSES, String.valueOf(consumers)));
        }
        if (changes.isEmpty()) {
            throw RequestRefused.malformed(
                    "No knob to turn: name at least one of rate, sizeBytes, work, consumers, windowBytes, ack");
        }
        return changes;
    }

    private String time() {
        int micros = Objects.requireNonNull(workMicros);
        return micros % 1000 == 0 ? micros / 1000 + "ms" : micros + "us";
    }

    private static void check(String field, @Nullable Number value, double least, double most, String unit) {
        if (value != null) {
            Requests.check(field, value.doubleValue(), least, most, unit);
        }
    }
}
