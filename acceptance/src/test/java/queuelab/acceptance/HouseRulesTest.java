package queuelab.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** The rules of the house (CONTRIBUTING.md) that a machine can hold. */
@AnalyzeClasses(packages = "queuelab", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule onlyMainsEndTheProcess = noClasses()
            .that(not(simpleNameEndingWith("Main").or(resideInAPackage("queuelab.exchange.control"))))
            .should()
            .callMethod(System.class, "exit", int.class)
            .because("mains decide the exit code, and the channel ends a child whose parent is gone");

    @ArchTest
    static final ArchRule logsGoThroughSlf4j =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule sleepIsNoSynchronisation = noClasses()
            .that()
            .resideOutsideOfPackages("queuelab.producer..", "queuelab.consumer..")
            .should()
            .callMethodWhere(target(owner(type(Thread.class))).and(target(name("sleep"))))
            .because("a wait is for a condition and has a deadline; pacing and simulated work alone may sleep");

    @ArchTest
    static final ArchRule sharedStateIsNotPublic =
            fields().that().areStatic().and().areNotPrivate().should().beFinal();

    @ArchTest
    void everyPackageIsNullMarked(JavaClasses lab) {
        Set<String> unmarked = new TreeSet<>();
        lab.forEach(type -> {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        });
        assertThat(unmarked)
                .as("packages without a package-info.java that says @NullMarked")
                .isEmpty();
    }
}
