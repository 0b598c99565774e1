package queuelab.supervisor.web;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import queuelab.supervisor.live.LaneState;
import queuelab.supervisor.live.LaneView;
import queuelab.supervisor.live.LiveLab;
import queuelab.supervisor.live.LiveSnapshot;
import queuelab.supervisor.trial.ProcessStatus;

/** Figures for Prometheus, brought up to date at each look: of the supervisor, of both lanes, and of each of their processes. */
@Singleton
final class LabMeters {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LiveLab lab;
    private final Experiments experiments;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<LaneGauge> laneGauges = new ArrayList<>();
    private final List<ProcessGauge> processGauges = new ArrayList<>();
    private final MultiGauge running;

    private record LaneGauge(MultiGauge gauge, Function<LaneView, @Nullable Number> value) {}

    private record ProcessGauge(MultiGauge gauge, Function<ProcessStatus, Number> value) {}

    LabMeters(LiveLab lab, Experiments experiments) {
        this.lab = lab;
        this.experiments = experiments;
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        running = gauge("queuelab.experiment.running", "1 while an experiment runs");
        lane("queuelab.lane.flowing", "1 while the lane flows", lane -> lane.state() == LaneState.FLOWING ? 1 : 0);
        lane(
                "queuelab.lane.sent.rate",
                "Messages sent per second",
                lane -> lane.reading().sentPerSecond());
        lane(
                "queuelab.lane.received.rate",
                "Messages received per second",
                lane -> lane.reading().receivedPerSecond());
        lane(
                "queuelab.lane.depth",
                "Messages in the broker's queue",
                lane -> lane.reading().depth());
        lane(
                "queuelab.lane.latency.p50.seconds",
                "Median of dueToReceive in the last second",
                lane -> seconds(lane.reading().p50Nanos()));
        lane(
                "queuelab.lane.latency.p99.seconds",
                "99th percentile of dueToReceive in the last second",
                lane -> seconds(lane.reading().p99Nanos()));
        lane(
                "queuelab.lane.latency.max.seconds",
                "Longest dueToReceive in the last second",
                lane -> seconds(lane.reading().maxNanos()));
        lane(
                "queuelab.lane.acknowledged",
                "Messages the broker confirmed since the lane started",
                lane -> lane.account().acknowledged());
        lane(
                "queuelab.lane.received",
                "Different messages received since the lane started",
                lane -> lane.account().received());
        lane(
                "queuelab.lane.lost",
                "Messages known to be lost",
                lane -> lane.account().lost());
        lane(
                "queuelab.lane.duplicated",
                "Copies received beyond the first",
                lane -> lane.account().duplicated());
        process("queuelab.process.up", "1 while the process is there", p -> p.rssBytes() > 0 ? 1 : 0);
        process("queuelab.process.cpu.cores", "CPU used, in cores", ProcessStatus::cpuShare);
        process("queuelab.process.rss.bytes", "Resident memory", ProcessStatus::rssBytes);
        process("queuelab.process.sent.rate", "Messages sent per second", ProcessStatus::sentPerSecond);
        process("queuelab.process.received.rate", "Messages received per second", ProcessStatus::receivedPerSecond);
    }

    /** The text that Prometheus reads. One look at a time. */
    synchronized String scrape() {
        LiveSnapshot live = lab.snapshot();
        running.register(List.of(MultiGauge.Row.of(Tags.empty(), experiments.isRunning() ? 1 : 0)), true);
        laneGauges.forEach(gauge -> gauge.gauge().register(laneRows(live, gauge), true));
        processGauges.forEach(gauge -> gauge.gauge().register(processRows(live, gauge), true));
        return registry.scrape();
    }

    private static List<MultiGauge.Row<?>> laneRows(LiveSnapshot live, LaneGauge gauge) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (LaneView lane : live.lanes()) {
            Number value = gauge.value().apply(lane);
            if (value != null) {
                rows.add(MultiGauge.Row.of(Tags.of("lane", lane.lane().word()), value));
            }
        }
        return rows;
    }

    private static List<MultiGauge.Row<?>> processRows(LiveSnapshot live, ProcessGauge gauge) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (LaneView lane : live.lanes()) {
            for (ProcessStatus process : lane.processes()) {
                Tags tags = Tags.of(
                        "lane", lane.lane().word(), "role", process.role().word(), "process", process.name());
                rows.add(MultiGauge.Row.of(tags, gauge.value().apply(process)));
            }
        }
        return rows;
    }

    private static @Nullable Double seconds(@Nullable Long nanos) {
        return nanos == null ? null : nanos / NANOS_PER_SECOND;
    }

    private void lane(String name, String about, Function<LaneView, @Nullable Number> value) {
        laneGauges.add(new LaneGauge(gauge(name, about), value));
    }

    private void process(String name, String about, Function<ProcessStatus, Number> value) {
        processGauges.add(new ProcessGauge(gauge(name, about), value));
    }

    private MultiGauge gauge(String name, String about) {
        return MultiGauge.builder(name).description(about).register(registry);
    }
}
