package queuelab.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The arrows of DESIGN.md. Data flows one way, {@code scenario → plan → trial → recordings on disk → analysis → report}, and nothing
 * imports against it. Each table says, for a house or room, which others it may import; what is not listed is forbidden.
 */
@AnalyzeClasses(packages = "queuelab", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    private static final Map<String, List<String>> HOUSES = Map.of(
            "exchange", List.of(),
            "broker", List.of("exchange"),
            "producer", List.of("exchange"),
            "consumer", List.of("exchange"),
            "pair", List.of("exchange", "producer", "consumer"),
            "supervisor", List.of("exchange", "broker"));

    /** What all processes share: the stamp knows nothing, transports know the stamp, the frames describe transports, recordings frames. */
    private static final Map<String, List<String>> ROOMS_OF_EXCHANGE = Map.of(
            "message", List.of(),
            "machine", List.of(),
            "json", List.of(),
            "transport", List.of("message", "machine", "json"),
            "control", List.of("message", "transport", "json"),
            "network", List.of("control"),
            "recording", List.of("message", "control", "json"));

    /** {@code analysis} and {@code report} read recordings: they know the scenario and the plan, never how a trial was run. */
    private static final Map<String, List<String>> ROOMS_OF_SUPERVISOR = Map.of(
            "scenario", List.of(),
            "plan", List.of("scenario"),
            "host", List.of(),
            "trial", List.of("scenario", "plan", "host"),
            "analysis", List.of("scenario", "plan"),
            "report", List.of("scenario", "plan", "analysis"),
            "run", List.of("scenario", "plan", "host", "trial", "analysis", "report"),
            "live", List.of("scenario", "plan", "host", "trial"),
            "web", List.of("scenario", "plan", "host", "trial", "live", "analysis", "report", "run"),
            "cli", List.of("scenario", "plan", "host", "trial", "live", "analysis", "report", "run", "web"));

    @ArchTest
    void housesImportOnlyWhatStandsBelowThem(JavaClasses lab) {
        HOUSES.forEach((house, below) -> mayImport("queuelab", house, below).check(lab));
    }

    @ArchTest
    void roomsOfTheExchangeImportOnlyWhatStandsBelowThem(JavaClasses lab) {
        ROOMS_OF_EXCHANGE.forEach(
                (room, below) -> mayImport("queuelab.exchange", room, below).check(lab));
    }

    @ArchTest
    void roomsOfTheSupervisorFollowTheFlowOfData(JavaClasses lab) {
        ROOMS_OF_SUPERVISOR.forEach(
                (room, below) -> mayImport("queuelab.supervisor", room, below).check(lab));
    }

    @ArchTest
    void everyHouseAndRoomHasItsArrows(JavaClasses lab) {
        Map<String, String> unknown = new TreeMap<>();
        lab.forEach(type -> {
            String[] names = type.getPackageName().split("\\.");
            if (!HOUSES.containsKey(names[1])) {
                unknown.put(type.getName(), names[1]);
            }
            if (names.length > 2 && names[1].equals("exchange") && !ROOMS_OF_EXCHANGE.containsKey(names[2])) {
                unknown.put(type.getName(), names[2]);
            }
            if (names.length > 2 && names[1].equals("supervisor") && !ROOMS_OF_SUPERVISOR.containsKey(names[2])) {
                unknown.put(type.getName(), names[2]);
            }
        });
        assertThat(unknown).as("packages that no table of this test knows").isEmpty();
    }

    /** Rooms, not packages: the transport room opens the transports that live in packages below it. */
    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("queuelab.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule transportsDoNotKnowEachOther = slices().matching("queuelab.exchange.transport.(*)..")
            .should()
            .notDependOnEachOther()
            // What those without a broker share is no transport.
            .ignoreDependency(alwaysTrue(), resideInAPackage("queuelab.exchange.transport.peer.."));

    @ArchTest
    static final ArchRule judgingKnowsNothingOfDoing = noClasses()
            .that()
            .resideInAnyPackage("queuelab.supervisor.analysis..", "queuelab.supervisor.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("queuelab.supervisor.trial..", "queuelab.supervisor.host..", "queuelab.broker..")
            .because("any stored run can be judged again, offline, on another machine");

    @ArchTest
    static final ArchRule onlyTheSupervisorKnowsMicronaut = noClasses()
            .that(not(resideInAPackage("queuelab.supervisor..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut..", "jakarta.inject..");

    @ArchTest
    static final ArchRule onlyTheQueueTransportAndTheBrokerKnowArtemis = noClasses()
            .that(not(resideInAnyPackage("queuelab.exchange.transport.queue..", "queuelab.broker..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.activemq..",
                    "org.apache.artemis..",
                    "org.apache.qpid..",
                    "jakarta.jms..",
                    "javax.jms..");

    private static ArchRule mayImport(String parent, String name, List<String> below) {
        String[] allowed = Stream.concat(Stream.of(name), below.stream())
                .map(each -> parent + "." + each + "..")
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(parent + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage(parent + "..")).or(resideInAnyPackage(allowed)))
                .as("%s.%s imports nothing of %s but %s".formatted(parent, name, parent, below))
                .allowEmptyShould(true);
    }
}
