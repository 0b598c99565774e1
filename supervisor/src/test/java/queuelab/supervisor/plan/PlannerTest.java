package queuelab.supervisor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.scenario.Scenario;

class PlannerTest {
    private static final long SEED = 42;

    @Test
    void pointsFollowTheScenarioVariantByVariant() {
        Plan plan = Planner.plan(scenario(3), SEED);

        assertThat(plan.points().stream().map(point -> point.variant() + point.sweep()))
                .containsExactly(
                        "durable{consumer.processes=1, consumer.threads=1}",
                        "durable{consumer.processes=1, consumer.threads=2}",
                        "durable{consumer.processes=4, consumer.threads=1}",
                        "durable{consumer.processes=4, consumer.threads=2}",
                        "memory{consumer.processes=1, consumer.threads=1}",
                        "memory{consumer.processes=1, consumer.threads=2}",
                        "memory{consumer.processes=4, consumer.threads=1}",
                        "memory{consumer.processes=4, consumer.threads=2}");
        assertThat(plan.points().get(7).settings().consumer().processes()).isEqualTo(4);
        assertThat(plan.points().get(7).settings().written()).containsEntry("queue.storage", "memory");
    }

    @Test
    void everyBlockOfRepeatsHasEveryPointOnceInAnOrderOfItsOwn() {
        Plan plan = Planner.plan(scenario(50), SEED);

        var blocks = plan.trials().stream().collect(Collectors.groupingBy(PlannedTrial::repeat));
        assertThat(blocks).hasSize(50);
        assertThat(plan.trials().stream().map(PlannedTrial::repeat)).isSorted();
        blocks.values()
                .forEach(block -> assertThat(block.stream().map(PlannedTrial::point))
                        .containsExactlyInAnyOrderElementsOf(plan.points()));
        assertThat(blocks.values().stream()
                        .map(block -> block.stream().map(PlannedTrial::point).toList())
                        .distinct())
                .hasSizeGreaterThan(40);
    }

    @Test
    void everyPointOfABlockHasTheSameSeedAndEveryBlockAnother() {
        Plan plan = Planner.plan(scenario(10), SEED);

        var seeds = plan.trials().stream()
                .collect(Collectors.groupingBy(
                        PlannedTrial::repeat, Collectors.mapping(PlannedTrial::seed, Collectors.toSet())));
        assertThat(seeds.values()).allSatisfy(ofBlock -> assertThat(ofBlock).hasSize(1));
        assertThat(new HashSet<>(seeds.values())).hasSize(10);
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(Planner.plan(scenario(5), SEED)).isEqualTo(Planner.plan(scenario(5), SEED));
        assertThat(Planner.plan(scenario(5), SEED).trials())
                .isNotEqualTo(Planner.plan(scenario(5), SEED + 1).trials());
    }

    @Test
    void idsAreUniqueShortAndSafeAsFileNames() {
        Plan plan = Planner.plan(
                new Scenario(
                        "x",
                        "",
                        Map.of("v".repeat(64), Map.of()),
                        Map.of(),
                        Map.of("consumer.work", List.of("cpu exp 200us", "none"), "producer.load", List.of("1000/s")),
                        20,
                        ""),
                SEED);

        assertThat(plan.trials().stream().map(PlannedTrial::id))
                .doesNotHaveDuplicates()
                .allSatisfy(id ->
                        assertThat(id).matches("[A-Za-z0-9][A-Za-z0-9._-]*").hasSizeLessThan(60));
        assertThat(plan.trials().getFirst().order()).isEqualTo(1);
    }

    @Test
    void anIdNamesOrderPointAndRepeat() {
        Plan plan = Planner.plan(
                new Scenario(
                        "x",
                        "",
                        Map.of("memory", Map.of()),
                        Map.of(),
                        Map.of("producer.load", List.of("1000/s")),
                        2,
                        ""),
                SEED);

        assertThat(plan.trials().stream().map(PlannedTrial::id))
                .containsExactly("001-memory-load1000s-1", "002-memory-load1000s-2");
    }

    @Test
    void theEstimateAddsWindowsAndAllowances() {
        var scenario = new Scenario(
                "x", "", Map.of("base", Map.of()), Map.of("warmup", "2s", "measure", "5s"), Map.of(), 3, "");

        assertThat(Planner.plan(scenario, SEED).estimate()).isEqualTo(Duration.ofSeconds(3 * (2 + 5 + 2)));
    }

    private static Scenario scenario(int repeats) {
        var variants = new LinkedHashMap<String, Map<String, String>>();
        variants.put("durable", Map.of("queue.storage", "durable"));
        variants.put("memory", Map.of("queue.storage", "memory"));
        var sweep = new LinkedHashMap<String, List<String>>();
        sweep.put("consumer.processes", List.of("1", "4"));
        sweep.put("consumer.threads", List.of("1", "2"));
        return new Scenario("x", "", variants, Map.of(), sweep, repeats, "");
    }
}
