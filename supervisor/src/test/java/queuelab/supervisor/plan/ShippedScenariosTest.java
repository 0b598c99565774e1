package queuelab.supervisor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import queuelab.supervisor.scenario.Scenario;
import queuelab.supervisor.scenario.ScenarioLibrary;
import queuelab.supervisor.scenario.ScenarioProblems;
import queuelab.supervisor.scenario.ScenarioReader;
import queuelab.supervisor.scenario.Settings;
import queuelab.supervisor.scenario.Settings.Storage;

/** What the scenarios in the repository promise. */
class ShippedScenariosTest {
    private static final Path FOLDER = Path.of("../scenarios");

    @Test
    void everyOneIsValidNamedLikeItsFileAndSaysWhatItAsks() throws Exception {
        try (var files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                Scenario scenario = ScenarioReader.read(file, List.of(), null);
                assertThat(file).hasFileName(scenario.name() + ".yaml");
                assertThat(scenario.about()).endsWith(scenario.name().equals("smoke") ? "." : "?");
                assertThat(scenario.text()).startsWith("# ");
            }
        }
    }

    @Test
    void persistenceComparesDurableWithMemoryAtARateAndSaturatingInTwoMinutes() throws ScenarioProblems {
        Plan plan = plan("persistence");

        assertThat(plan.points()).hasSize(4);
        assertThat(plan.scenario().variants().keySet()).containsExactly("durable", "memory");
        assertThat(plan.scenario().sweep()).isEqualTo(Map.of("producer.load", List.of("400/s", "saturate")));
        assertThat(plan.points().getFirst().settings().queue().storage()).isEqualTo(Storage.DURABLE);
        assertThat(plan.points().getLast().settings().queue().storage()).isEqualTo(Storage.MEMORY);
        assertThat(plan.points())
                .allSatisfy(point ->
                        assertThat(point.settings().producer().sizeBytes()).isEqualTo(1024));
        assertThat(plan.scenario().repeats()).isEqualTo(3);
        assertThat(plan.estimate()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void smokeTakesLessThanFifteenSeconds() throws ScenarioProblems {
        assertThat(plan("smoke").estimate()).isLessThan(Duration.ofSeconds(13));
    }

    @Test
    void fanOutHasOneConsumerForEachOfItsCopies() throws ScenarioProblems {
        assertThat(plan("fan-out").points().stream()
                        .map(point -> point.settings().queue().copies()))
                .containsExactly(1, 2, 4);
        assertThat(plan("fan-out").points().stream()
                        .map(point -> point.settings().consumer().processes()))
                .containsExactly(1, 2, 4);
    }

    @Test
    void consumersGoFromOneToEightProcesses() throws ScenarioProblems {
        assertThat(plan("consumers").points().stream()
                        .map(point -> point.settings().consumer().processes()))
                .containsExactly(1, 2, 4, 8);
        assertThat(plan("consumers").points())
                .allSatisfy(
                        point -> assertThat(point.settings().written()).containsEntry("consumer.work", "sleep 2ms"));
    }

    @Test
    void scalingHasEnoughNumbersOfConsumersForAFit() throws ScenarioProblems {
        assertThat(plan("scaling").points().stream()
                        .map(point -> point.settings().consumer().processes()))
                .containsExactly(1, 2, 3, 4, 6, 8, 12, 16);
    }

    @Test
    void threadsAndProcessesAreComparedAtTheSameTotals() throws ScenarioProblems {
        for (String name : List.of("threads-or-processes", "global-lock")) {
            assertThat(plan(name).points().stream()
                            .map(point -> point.settings().consumer().processes()
                                    * point.settings().consumer().threads()))
                    .containsExactlyInAnyOrder(1, 2, 2, 4, 4, 8, 8);
        }
    }

    @Test
    void prefetchSendsFiveHundredMessagesBeforeTheFirstConsumerComes() throws ScenarioProblems {
        Settings settings = plan("prefetch").points().getFirst().settings();

        Duration sending = settings.warmup().plus(settings.measure());
        assertThat(settings.producer().load().perSecond() * sending.toMillis() / 1000)
                .isEqualTo(500);
        assertThat(settings.consumer().delay()).isEqualTo(sending);
    }

    @Test
    void theLibraryFindsThemByName() throws ScenarioProblems {
        var library = new ScenarioLibrary(FOLDER);

        assertThat(library.shipped().stream().map(Scenario::name))
                .contains("persistence", "smoke", "journals", "paging", "scaling", "prefetch")
                .isSorted();
        assertThat(library.read("smoke", List.of("consumer.processes=3", "queue.storage=durable"), 2))
                .satisfies(scenario -> assertThat(scenario.combinations()).hasSize(1))
                .satisfies(scenario -> assertThat(scenario.repeats()).isEqualTo(2));
    }

    private static Plan plan(String name) throws ScenarioProblems {
        return Planner.plan(new ScenarioLibrary(FOLDER).read(name, List.of(), null), 1);
    }
}
