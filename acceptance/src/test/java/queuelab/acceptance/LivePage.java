package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A served lab and a browser that has its page open. Everything on the page that goes wrong is kept. */
final class LivePage implements AutoCloseable {
    /** Machines that run tests are busy: nothing here is about speed. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern ADDRESS = Pattern.compile("http://\\S+token=\\S+");

    private final Launch.Running lab;
    private final Playwright playwright;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private LivePage(Launch.Running lab, Playwright playwright, Page page) {
        this.lab = lab;
        this.playwright = playwright;
        this.page = page;
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
    }

    /** Where Debian, Ubuntu and others put it; empty where there is none. */
    static Optional<Path> chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Serves a lab whose runs lie in this folder, and opens its page. */
    static LivePage open(Path folder) throws IOException {
        Path distribution = Path.of(System.getProperty("queuelab.distribution"));
        Launch.Running lab = new Launch(distribution.resolve("lab"), "serve", "--port", "0")
                .with("PATH", System.getenv("PATH"))
                .with("LAB_JAVA_HOME", System.getProperty("java.home"))
                .in(folder)
                .start();
        await().atMost(PATIENCE).until(() -> {
            assertThat(lab.process().isAlive()).as(lab.err()).isTrue();
            return ADDRESS.matcher(lab.out()).find();
        });
        Matcher address = ADDRESS.matcher(lab.out());
        assertThat(address.find()).isTrue();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium().orElseThrow())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
        Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(new ViewportSize(1360, 1000)));
        page.setDefaultTimeout(PATIENCE.toMillis());
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        var opened = new LivePage(lab, playwright, page);
        page.navigate(address.group());
        return opened;
    }

    Page page() {
        return page;
    }

    Launch.Running lab() {
        return lab;
    }

    /** What the page complained of so far. */
    List<String> complaints() {
        return complaints;
    }

    Locator lane(String lane) {
        return page.locator(".lane[data-lane='" + lane + "']");
    }

    Locator process(String lane, String name) {
        return lane(lane).locator(".process[data-process='" + name + "']");
    }

    void show(String view) {
        page.locator("nav [data-view='" + view + "']").click();
    }

    /** What the lab answers on this path, asked by the browser. */
    String get(String path) {
        return page.request()
                .get(URI.create(page.url()).resolve(path).toString())
                .text();
    }

    /** Where a knob of this lane stands, as the lab says. */
    String knob(String lane, String setting) {
        return ServedLab.stream(JsonMapper.shared().readTree(get("/api/lanes")).get("lanes"))
                .filter(each -> each.get("lane").asString().equalsIgnoreCase(lane))
                .map(each -> each.get("knobs").get(setting).asString())
                .findFirst()
                .orElseThrow();
    }

    /** Agrees to what the page asks. */
    void agree() {
        page.locator("#ask button[value='yes']").click();
    }

    @Override
    public void close() throws IOException {
        playwright.close();
        lab.close();
    }
}
