package queuelab.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody at the page of a real lab, who clicks everything. One lab for all of it, in the order of a visit: starting two lanes costs more
 * than all clicks.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LivePageTest {
    @TempDir
    private static Path folder;

    private static LivePage lab;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(
                LivePage.chromium().isPresent(), "no chromium here: the page is NOT tested (apt-get install chromium)");
        lab = LivePage.open(folder);
    }

    @AfterAll
    static void close() throws Exception {
        if (lab != null) {
            lab.close();
        }
    }

    @AfterEach
    void thePageComplainsOfNothing() {
        org.assertj.core.api.Assertions.assertThat(lab.complaints()).isEmpty();
    }

    @Test
    @Order(1)
    void bothLanesFlowAndTheTokenIsNoLongerInTheAddress() {
        for (String lane : List.of("durable", "memory")) {
            assertThat(lab.lane(lane)).hasAttribute("data-state", "FLOWING");
            assertThat(figure(lane, "p50")).hasText(Pattern.compile("[µm]?s$"));
            assertThat(figure(lane, "rate")).containsText("→");
            for (String process : List.of("broker", "producer-1", "consumer-1", "consumer-2")) {
                assertThat(lab.process(lane, process)).containsText("PID");
            }
        }
        assertThat(lab.page().url()).doesNotContain("token");
        assertThat(lab.page().locator("#link")).hasText("live");
    }

    @Test
    @Order(2)
    void whereThereIsNothingYetThePageSaysWhatToDo() {
        lab.show("runs");
        assertThat(lab.page().locator("#runs .empty")).containsText("No runs yet");
        assertThat(lab.page().locator("#compare")).isDisabled();
        lab.page().locator("#runs .empty a").click();
        assertThat(lab.page().locator("#view-experiments")).isVisible();
        assertThat(lab.page().locator("#experiment")).isHidden();
        lab.show("live");
    }

    @Test
    @Order(3)
    void aConsumerIsAdded() {
        lab.page().locator("#more").click();
        for (String lane : List.of("durable", "memory")) {
            awaitState(lab.process(lane, "consumer-3"), "RUNNING");
        }
        assertThat(lab.page().locator("#consumers")).hasText("3");
    }

    @Test
    @Order(4)
    void aConsumerIsKilledAndStartedAgain() {
        Locator killed = lab.process("memory", "consumer-1");
        killed.locator("[data-action='kill']").click();
        awaitState(killed, "KILLED");
        assertThat(lab.page().locator("#marks")).containsText("killed consumer-1");
        killed.locator("[data-action='restart']").click();
        assertThat(lab.process("memory", "consumer-1")).hasCount(0);
        awaitState(lab.lane("memory").locator(".process[data-role='CONSUMER']").last(), "RUNNING");
    }

    @Test
    @Order(5)
    void aProducerIsPausedAndGoesOn() {
        Locator producer = lab.process("durable", "producer-1");
        producer.locator("[data-action='pause']").click();
        awaitState(producer, "PAUSED");
        producer.locator("[data-action='resume']").click();
        awaitState(producer, "RUNNING");
    }

    @Test
    @Order(6)
    void theBrokersAreKilledAndComeBackAndThePageSaysWhatBecameOfTheMessages() {
        // Slow consumers and a small window let messages pile up in the brokers first.
        lab.page().locator("[name='work']").selectOption("sleep 200000");
        for (String lane : List.of("durable", "memory")) {
            await().atMost(LivePage.PATIENCE)
                    .until(() -> figure(lane, "depth").textContent().matches("[0-9,]{3,}"));
        }
        for (String lane : List.of("durable", "memory")) {
            lab.process(lane, "broker").locator("[data-action='kill']").click();
            lab.agree();
            awaitState(lab.process(lane, "broker"), "KILLED");
            assertThat(lab.lane(lane).locator("header .state")).hasText("its broker is down");
            lab.process(lane, "broker").locator("[data-action='restart']").click();
            awaitState(lab.process(lane, "broker-2"), "RUNNING");
            assertThat(lab.lane(lane).locator(".story")).containsText("waited in its queue");
        }
        lab.page().locator("[name='work']").selectOption("none");
        assertThat(lab.lane("memory").locator(".story")).containsText("never arrived");
        assertThat(lab.lane("durable").locator(".story")).containsText("Nothing was lost");
        assertThat(figure("memory", "lost")).hasText(Pattern.compile("[1-9][0-9,]*"));
        assertThat(figure("durable", "lost")).hasText("0");
    }

    @Test
    @Order(7)
    void everyKnobActs() {
        lab.page().locator("[name='rate']").fill("100");
        lab.page().locator("[name='rate']").press("Enter");
        happened("producer.load changed from 200/s to 100/s");
        lab.page().locator("[name='sizeBytes']").selectOption("4096");
        happened("producer.size changed");
        lab.page().locator("[name='work']").selectOption("cpu 200");
        happened("consumer.work changed from none to cpu 200us");
        lab.page().locator("[name='windowBytes']").selectOption("4096");
        happened("3 consumer processes take part now");
        for (String ack : List.of("CLIENT", "TRANSACTED")) {
            lab.page().locator("[name='ack']").selectOption(ack);
            for (String lane : List.of("durable", "memory")) {
                await().atMost(LivePage.PATIENCE)
                        .until(() -> lab.knob(lane, "consumer.ack").equalsIgnoreCase(ack));
            }
        }
        lab.page().locator("#fewer").click();
        happened("2 consumer processes take part now");
    }

    @Test
    @Order(8)
    void everythingIsPausedAndGoesOn() {
        Locator pause = lab.page().locator("#pause");
        pause.click();
        assertThat(pause).hasText("Let everything go on");
        assertThat(lab.lane("durable").locator("header .state")).hasText("paused");
        pause.click();
        assertThat(pause).hasText("Pause everything");
    }

    @Test
    @Order(9)
    void bothLanesAreStoppedKeepTheirKnobsAndStartAgain() {
        lab.page().locator("#stop").click();
        lab.agree();
        for (String lane : List.of("durable", "memory")) {
            assertThat(lab.lane(lane)).hasAttribute("data-state", "STOPPED");
            assertThat(lab.lane(lane).locator(".empty")).containsText("start the lanes");
        }
        lab.page().locator("[name='rate']").fill("150");
        lab.page().locator("[name='rate']").press("Enter");
        assertThat(lab.page().locator("#knob-status")).containsText("kept for when");
        lab.page().locator("#start").click();
        for (String lane : List.of("durable", "memory")) {
            assertThat(lab.lane(lane)).hasAttribute("data-state", "FLOWING");
            assertThat(lab.knob(lane, "producer.load")).isEqualTo("150/s");
        }
    }

    @Test
    @Order(10)
    void everyQueryOfTheDashboardFindsItsFigureInTheMetrics() throws Exception {
        assertThat(DashboardQueries.all()).hasSizeGreaterThan(10);
        await().atMost(LivePage.PATIENCE)
                .untilAsserted(() -> assertThat(DashboardQueries.unanswered(lab.get("/metrics")))
                        .isEmpty());
    }

    @Test
    @Order(11)
    void onAPhoneNothingIsCutOff() {
        lab.page().setViewportSize(375, 800);
        for (String view : List.of("experiments", "runs", "live")) {
            lab.show(view);
            // Charts learn of their new width a moment later.
            lab.page().waitForFunction("document.documentElement.scrollWidth === 375");
        }
        lab.page().setViewportSize(1360, 1000);
    }

    @Test
    @Order(12)
    void aPageThatIsOpenedLaterHasTheHistory() {
        lab.page().reload();
        assertThat(lab.page().locator("#marks")).containsText("killed broker");
        assertThat(lab.lane("durable")).hasAttribute("data-state", "FLOWING");
    }

    @Test
    @Order(13)
    void aMistakeInAScenarioIsShownAtItsLineWhileTyping() {
        lab.show("experiments");
        Locator text = lab.page().locator("#scenario-text");
        assertThat(text).hasValue(Pattern.compile("name: persistence.*", Pattern.DOTALL));
        text.fill("name: mine\nbase:\n  producer.laod: 10/s\n");
        assertThat(lab.page().locator("#scenario-problems")).containsText("producer.load");
        assertThat(lab.page().locator("#scenario-lines .wrong")).hasText(Pattern.compile("3\\s*"));
        assertThat(lab.page().locator("#experiment-start")).isDisabled();
    }

    @Test
    @Order(14)
    void anExperimentIsStartedAndCancelled() {
        lab.page().locator("#scenario-pick").selectOption("persistence");
        lab.page().locator("#experiment-start").click();
        lab.page().locator("#experiment-cancel").click();
        lab.agree();
        assertThat(lab.page().locator("#experiment")).hasAttribute("data-state", "cancelled");
    }

    @Test
    @Order(15)
    void anExperimentRunsAndItsReportOpensInPlace() {
        lab.page().locator("#scenario-pick").selectOption("smoke");
        assertThat(lab.page().locator("#experiment-start")).isEnabled();
        lab.page().locator("#experiment-start").click();
        assertThat(lab.page().locator("#experiment")).hasAttribute("data-state", "finished");
        lab.page().locator("#experiment-report").click();
        assertThat(lab.page().frameLocator("#report iframe").locator("h1")).isVisible();
        lab.page().locator("#report-close").click();
        assertThat(lab.page().locator("#runs .run")).not().hasCount(0);
    }

    @Test
    @Order(16)
    void twoRunsAreComparedAndOneIsDownloaded() throws Exception {
        lab.show("runs");
        Locator runs = lab.page().locator("#runs .run");
        assertThat(runs).hasCount(2);
        String smoke = runs.first().getAttribute("data-run");
        copy(folder.resolve("runs").resolve(smoke), folder.resolve("runs/20260101-000000-smoke"));
        lab.show("live");
        lab.show("runs");
        assertThat(runs).hasCount(3);

        tick(smoke);
        assertThat(lab.page().locator("#compare")).isDisabled();
        tick("20260101-000000-smoke");
        lab.page().locator("#compare").click();
        assertThat(lab.page().locator("#comparison h3")).hasText("20260101-000000-smoke against " + smoke);
        assertThat(lab.page().locator("#comparison pre")).containsText("No difference in scenario");

        var download = lab.page()
                .waitForDownload(() -> runs.first().locator("a[download]").click());
        assertThat(download.suggestedFilename()).endsWith("-smoke.zip");
    }

    /** Last, because it ends the lab. */
    @Test
    @Order(17)
    void terminatingTheLabLeavesNoProcessBehind() throws Exception {
        List<ProcessHandle> children = lab.lab().process().descendants().toList();
        lab.complaints().clear();
        lab.lab().process().destroy();
        assertThat(lab.lab().end(LivePage.PATIENCE).exitCode()).isIn(130, 143);
        await().atMost(LivePage.PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(lab.page().locator("#link")).containsText("connection lost");
        assertThat(lab.page().locator("#notice")).containsText("The lab cannot be reached");
        lab.complaints().clear();
    }

    private static void tick(String run) {
        lab.page().locator(".run[data-run='" + run + "'] input").check();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static Locator figure(String lane, String name) {
        return lab.lane(lane).locator("[data-figure='" + name + "']");
    }

    private static void awaitState(Locator process, String state) {
        assertThat(process).hasAttribute("data-state", state);
    }

    private static void happened(String words) {
        assertThat(lab.page().locator("#marks")).containsText(words);
    }
}
