package queuelab.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsEnabledOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
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
    private static final double MILLIS = LivePage.PATIENCE.toMillis();

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
            assertThat(lab.lane(lane))
                    .hasAttribute("data-state", "FLOWING", new HasAttributeOptions().setTimeout(MILLIS));
            assertThat(figure(lane, "p50"))
                    .hasText(Pattern.compile("[µm]?s$"), new HasTextOptions().setTimeout(MILLIS));
            assertThat(figure(lane, "rate")).containsText("→", new ContainsTextOptions().setTimeout(MILLIS));
            for (String process : List.of("broker", "producer-1", "consumer-1", "consumer-2")) {
                assertThat(lab.process(lane, process)).containsText("PID");
            }
        }
        assertThat(lab.page().url()).doesNotContain("token");
        assertThat(lab.page().locator("#link")).hasText("live");
    }

    @Test
    @Order(2)
    void aConsumerIsAdded() {
        lab.page().locator("#more").click();
        for (String lane : List.of("durable", "memory")) {
            awaitState(lab.process(lane, "consumer-3"), "RUNNING");
        }
        assertThat(lab.page().locator("#consumers")).hasText("3");
    }

    @Test
    @Order(3)
    void aConsumerIsKilledAndStartedAgain() {
        Locator killed = lab.process("memory", "consumer-1");
        killed.locator("[data-action='kill']").click();
        awaitState(killed, "KILLED");
        assertThat(lab.page().locator("#marks"))
                .containsText("killed consumer-1", new ContainsTextOptions().setTimeout(MILLIS));
        killed.locator("[data-action='restart']").click();
        assertThat(lab.process("memory", "consumer-1")).hasCount(0, new HasCountOptions().setTimeout(MILLIS));
        awaitState(lab.lane("memory").locator(".process[data-role='CONSUMER']").last(), "RUNNING");
    }

    @Test
    @Order(4)
    void aProducerIsPausedAndGoesOn() {
        Locator producer = lab.process("durable", "producer-1");
        producer.locator("[data-action='pause']").click();
        awaitState(producer, "PAUSED");
        producer.locator("[data-action='resume']").click();
        awaitState(producer, "RUNNING");
    }

    @Test
    @Order(5)
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
            lab.process(lane, "broker").locator("[data-action='restart']").click();
            awaitState(lab.process(lane, "broker-2"), "RUNNING");
            assertThat(lab.lane(lane).locator(".story"))
                    .containsText("waited in its queue", new ContainsTextOptions().setTimeout(MILLIS));
        }
        lab.page().locator("[name='work']").selectOption("none");
        assertThat(lab.lane("memory").locator(".story"))
                .containsText("never arrived", new ContainsTextOptions().setTimeout(MILLIS));
        assertThat(lab.lane("durable").locator(".story"))
                .containsText("Nothing was lost", new ContainsTextOptions().setTimeout(MILLIS));
        assertThat(figure("memory", "lost")).hasText(Pattern.compile("[1-9][0-9,]*"));
        assertThat(figure("durable", "lost")).hasText("0");
    }

    @Test
    @Order(6)
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
        lab.page().locator("[name='ack']").selectOption("CLIENT");
        assertThat(lab.page().locator("#knob-status"))
                .containsText("take part now", new ContainsTextOptions().setTimeout(MILLIS));
        lab.page().locator("#fewer").click();
        happened("2 consumer processes take part now");
    }

    @Test
    @Order(7)
    void everythingIsPausedAndGoesOn() {
        Locator pause = lab.page().locator("#pause");
        pause.click();
        assertThat(pause).hasText("Let everything go on", new HasTextOptions().setTimeout(MILLIS));
        assertThat(lab.lane("durable").locator("header .state")).hasText("paused");
        pause.click();
        assertThat(pause).hasText("Pause everything", new HasTextOptions().setTimeout(MILLIS));
    }

    @Test
    @Order(8)
    void onAPhoneNothingIsCutOff() {
        lab.page().setViewportSize(375, 800);
        for (String view : List.of("experiments", "runs", "live")) {
            lab.show(view);
            assertThat(lab.page().evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(375);
        }
        lab.page().setViewportSize(1360, 1000);
    }

    @Test
    @Order(9)
    void aPageThatIsOpenedLaterHasTheHistory() {
        lab.page().reload();
        assertThat(lab.page().locator("#marks"))
                .containsText("killed broker", new ContainsTextOptions().setTimeout(MILLIS));
        assertThat(lab.lane("durable"))
                .hasAttribute("data-state", "FLOWING", new HasAttributeOptions().setTimeout(MILLIS));
    }

    @Test
    @Order(10)
    void aMistakeInAScenarioIsShownAtItsLineWhileTyping() {
        lab.show("experiments");
        Locator text = lab.page().locator("#scenario-text");
        assertThat(text).hasValue(Pattern.compile("name: persistence.*", Pattern.DOTALL));
        text.fill("name: mine\nbase:\n  producer.laod: 10/s\n");
        assertThat(lab.page().locator("#scenario-problems"))
                .containsText("producer.load", new ContainsTextOptions().setTimeout(MILLIS));
        assertThat(lab.page().locator("#scenario-lines .wrong")).hasText(Pattern.compile("3\\s*"));
        assertThat(lab.page().locator("#experiment-start")).isDisabled();
    }

    @Test
    @Order(11)
    void anExperimentIsStartedAndCancelled() {
        lab.page().locator("#scenario-pick").selectOption("persistence");
        lab.page().locator("#experiment-start").click();
        lab.page().locator("#experiment-cancel").click();
        lab.agree();
        assertThat(lab.page().locator("#experiment"))
                .hasAttribute("data-state", "cancelled", new HasAttributeOptions().setTimeout(MILLIS));
    }

    @Test
    @Order(12)
    void anExperimentRunsAndItsReportOpensInPlace() {
        lab.page().locator("#scenario-pick").selectOption("smoke");
        assertThat(lab.page().locator("#experiment-start")).isEnabled(new IsEnabledOptions().setTimeout(MILLIS));
        lab.page().locator("#experiment-start").click();
        assertThat(lab.page().locator("#experiment"))
                .hasAttribute("data-state", "finished", new HasAttributeOptions().setTimeout(MILLIS));
        lab.page().locator("#experiment-report").click();
        assertThat(lab.page().frameLocator("#report iframe").locator("h1"))
                .isVisible(new IsVisibleOptions().setTimeout(MILLIS));
        lab.page().locator("#report-close").click();
        assertThat(lab.page().locator("#runs .run")).not().hasCount(0, new HasCountOptions().setTimeout(MILLIS));
    }

    @Test
    @Order(13)
    void twoRunsAreComparedAndOneIsDownloaded() {
        lab.show("runs");
        Locator runs = lab.page().locator("#runs .run");
        assertThat(runs).hasCount(2, new HasCountOptions().setTimeout(MILLIS));
        var download = lab.page()
                .waitForDownload(() -> runs.first().locator("a[download]").click());
        assertThat(download.suggestedFilename()).endsWith("-smoke.zip");
    }

    /** Last, because it ends the lab. */
    @Test
    @Order(14)
    void terminatingTheLabLeavesNoProcessBehind() throws Exception {
        List<ProcessHandle> children = lab.lab().process().descendants().toList();
        lab.complaints().clear();
        lab.lab().process().destroy();
        assertThat(lab.lab().end(Duration.ofSeconds(30)).exitCode()).isIn(130, 143);
        await().atMost(Duration.ofSeconds(5)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(lab.page().locator("#link"))
                .containsText("connection lost", new ContainsTextOptions().setTimeout(MILLIS));
        lab.complaints().clear();
    }

    private static Locator figure(String lane, String name) {
        return lab.lane(lane).locator("[data-figure='" + name + "']");
    }

    private static void awaitState(Locator process, String state) {
        assertThat(process).hasAttribute("data-state", state, new HasAttributeOptions().setTimeout(MILLIS));
    }

    private static void happened(String words) {
        assertThat(lab.page().locator("#marks")).containsText(words, new ContainsTextOptions().setTimeout(MILLIS));
    }
}
