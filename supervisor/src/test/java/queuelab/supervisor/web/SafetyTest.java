package queuelab.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks a served lab, one way after another. The lanes stand still: nothing here may start anything. */
class SafetyTest {
    private static final String JSON = "application/json";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path runs;

    private static Token token;
    private static LabServer lab;

    @BeforeAll
    static void serve() throws Exception {
        token = Token.random();
        lab = LabServer.start(settings("127.0.0.1", false));
    }

    @AfterAll
    static void end() {
        lab.close();
    }

    private static ServeSettings settings(String address, boolean openReading) throws Exception {
        return new ServeSettings(
                InetAddress.getByName(address), 0, runs, token, openReading, Set.of("lab.example.org"), false, false);
    }

    @Test
    void aChangeWithoutTheTokenIsRefused() throws Exception {
        assertThat(send(post("/api/lanes/start", "{}")).statusCode()).isEqualTo(401);
        assertThat(send(post("/api/lanes/start", "{}").header("Authorization", "Bearer guess"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(post("/api/lanes/start", "{}").header("Cookie", cookieName() + "=guess"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void thePrintedAddressGivesACookieThatScriptsAndOtherSitesCannotUse() throws Exception {
        var answer = send(request(lab.addressWithToken().replaceFirst("http://[^/]+", "")));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
        var known = send(post("/api/experiments/current/cancel", "{}").header("Cookie", cookie.split(";", 2)[0]));
        assertThat(known.statusCode()).isEqualTo(409);
    }

    @Test
    void aWrongTokenInTheAddressGivesNoCookie() throws Exception {
        assertThat(send(request("/?token=guess")).headers().firstValue("Set-Cookie"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8080", "[::2]", ""})
    void anotherNameForThisMachineIsRefused(String host) throws Exception {
        assertThat(raw("GET /api/lanes HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 421");
        assertThat(raw("GET /api/events HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1234", "127.0.0.1", "[::1]:9", "lab.example.org"})
    void ownNamesAreKnown(String host) throws Exception {
        assertThat(raw("GET /health HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "https://127.0.0.1"})
    void anotherSitesRequestIsRefusedThoughItKnowsTheToken(String origin) throws Exception {
        String authorized = "Authorization: Bearer " + token.secret();
        String host = "Host: 127.0.0.1:" + lab.port();
        assertThat(raw("GET /api/events HTTP/1.1", host, authorized, "Origin: " + origin))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("POST /api/lanes/stop HTTP/1.1", host, authorized, "Origin: " + origin, "Content-Type: " + JSON))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aBrowserThatSaysCrossSiteIsRefusedEvenForReading() throws Exception {
        String host = "Host: 127.0.0.1:" + lab.port();
        assertThat(raw("GET /api/lanes HTTP/1.1", host, "Sec-Fetch-Site: cross-site"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /api/runs HTTP/1.1", host, "Sec-Fetch-Site: same-site"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /api/lanes HTTP/1.1", host, "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aWebSocketNeedsTheTokenTheHostAndTheOrigin() throws Exception {
        String[] upgrade = {
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
        };
        String host = "Host: 127.0.0.1:" + lab.port();
        String authorized = "Authorization: Bearer " + token.secret();
        assertThat(raw("GET /test/socket HTTP/1.1", with(upgrade, host))).startsWith("HTTP/1.1 401");
        assertThat(raw("GET /test/socket HTTP/1.1", with(upgrade, host, authorized, "Origin: http://evil.example")))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /test/socket HTTP/1.1", with(upgrade, "Host: evil.example", authorized)))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET /test/socket HTTP/1.1", with(upgrade, host, authorized)))
                .startsWith("HTTP/1.1 101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void whatAFormCanSendIsNoChange(String type) throws Exception {
        var answer = send(request("/api/lanes/start")
                .header("Authorization", "Bearer " + token.secret())
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/lanes/knobs|{\"rate\": 1e9}|rate",
                "/api/lanes/knobs|{\"rate\": 0}|rate",
                "/api/lanes/knobs|{\"rate\": \"NaN\"}|rate",
                "/api/lanes/knobs|{\"sizeBytes\": 104857600}|sizeBytes",
                "/api/lanes/knobs|{\"sizeBytes\": 2.5}|int",
                "/api/lanes/knobs|{\"consumers\": 65}|consumers",
                "/api/lanes/knobs|{\"windowBytes\": -1}|windowBytes",
                "/api/lanes/knobs|{\"work\": \"cpu\", \"workMicros\": 999999999}|workMicros",
                "/api/lanes/knobs|{\"ack\": \"auto; rm -rf /\"}|Ack",
                "/api/lanes/knobs|{\"lane\": \"../durable\"}|LaneName",
                "/api/lanes/knobs|{}|No knob",
                "/api/lanes/knobs|{\"jvmFlags\": \"-XX:OnError=sh\"}|jvmFlags",
                "/api/lanes/durable/process|{\"action\": \"exec\", \"role\": \"broker\", \"index\": 1}|Kind",
                "/api/lanes/durable/process|{\"action\": \"kill\", \"role\": \"supervisor\", \"index\": 1}|RoleName",
                "/api/lanes/durable/process|{\"action\": \"kill\", \"role\": \"broker\", \"index\": -7}|index",
                "/api/lanes/durable/process|{\"action\": \"kill\", \"role\": \"broker\", \"index\": 1, \"pid\": 1}|pid",
                "/api/experiments|{\"scenario\": \"smoke\", \"yaml\": \"name: x\"}|Either",
                "/api/experiments|{\"scenario\": \"smoke\", \"out\": \"/etc\"}|out",
                "/api/experiments|[]|",
                "/api/experiments|null|",
                "/api/experiments|{\"scenario\": \"smoke\"} {}|",
            })
    void fieldsAreKnownTypedAndBounded(String path, String body, String named) throws Exception {
        var answer = send(authorized(path, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"problem\"").contains(named == null ? "" : named);
    }

    @Test
    void aProcessIsNamedByItsNumberInALaneSoThatNoOtherProcessCanBeHit() throws Exception {
        var answer = send(
                authorized("/api/lanes/durable/process", "{\"action\": \"kill\", \"role\": \"broker\", \"index\": 1}"));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("does not flow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base: {broker: {mode: external, url: 'tcp://evil.example:61616'}}",
                "base: {broker.properties: {brokerPlugins.evil.class: Evil}}",
                "base: {broker.properties: {journalDirectory: /etc}}",
                "base: {client.options: {sslEnabled: true, keyStorePath: secret}}",
                "base: {broker.profile: nowhere}",
                "base: {producer.size: 100MiB}",
                "base: {producer.load: 1000000/s}",
                "base: {consumer.processes: 64}",
                "base: {producer: {threads: 256}, consumer: {threads: 256}}",
                "base: {broker.heap: 64GiB}",
                "base: {measure: 24h}",
                "repeats: 1000",
            })
    void aPastedScenarioCannotReachBeyondWhatThePageMayDo(String line) throws Exception {
        String body = Answers.text(Map.of("yaml", "name: attack\n" + line + "\n"));
        var started = send(authorized("/api/experiments", body));
        assertThat(started.statusCode()).as(started.body()).isIn(400, 422);
        var checked = send(authorized("/api/scenarios/check", body));
        assertThat(checked.statusCode()).isEqualTo(200);
        assertThat(checked.body()).contains("\"ok\":false");
    }

    @Test
    void aScenarioTooLargeOrWithTooManyAliasesIsRefused() throws Exception {
        String large = Answers.text(Map.of("yaml", "about: " + "x".repeat(1 << 20)));
        assertThat(send(authorized("/api/scenarios/check", large)).body()).contains("at most 1 MiB");
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        String aliases = Answers.text(Map.of("yaml", bomb.toString()));
        assertThat(send(authorized("/api/scenarios/check", aliases)).body())
                .contains("\"ok\":false")
                .contains("aliases");
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedUnread() throws Exception {
        var answer = send(authorized("/api/scenarios/check", "{\"yaml\":\"" + "x".repeat(6 << 20) + "\"}"));
        assertThat(answer.statusCode()).isIn(400, 413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/runs/..%2f..%2fetc/report",
                "/api/runs/%2e%2e/report",
                "/api/runs/../../etc/passwd",
                "/api/runs/.hidden/zip",
                "/api/runs/outside/zip",
                "/api/runs/outside/report",
                "/api/runs/a%00b",
                "/api/runs/compare?first=../x&second=..%2fy",
                "/page/..%2f..%2flogback.xml",
                "/page/logback.xml",
                "/page/%2fetc%2fpasswd"
            })
    void pathsStayInside(String path) throws Exception {
        Path elsewhere = Files.createDirectories(runs.resolveSibling("elsewhere-" + runs.getFileName()));
        Files.writeString(elsewhere.resolve("scenario.yaml"), "name: secret");
        Files.writeString(elsewhere.resolve("report.html"), "secret");
        Path link = runs.resolve("outside");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, elsewhere);
        }
        String answer = raw("GET " + path + " HTTP/1.1", "Host: localhost");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("secret").doesNotContain("root:");
    }

    @Test
    void theNameOfAScenarioIsNeverTakenForAFile() throws Exception {
        Path file = Files.writeString(runs.resolve("mine.yaml"), "name: mine");
        var answer = send(authorized("/api/experiments", Answers.text(Map.of("scenario", file.toString()))));
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void everyAnswerCarriesTheHeadersThatKeepABrowserSafe() throws Exception {
        for (String path : List.of("/", "/api/lanes", "/nowhere", "/page/page.js", "/health")) {
            var headers = send(request(path)).headers();
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'")
                            .contains("script-src 'self';")
                            .contains("frame-ancestors 'none'"));
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        }
        assertThat(send(request("/")).body())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContain("onclick");
    }

    @Test
    void aReportIsServedInASandboxOfItsOwn() throws Exception {
        Path run = Files.createDirectories(runs.resolve("20260101-000000-mine"));
        Files.writeString(run.resolve("scenario.yaml"), "name: mine");
        Files.writeString(run.resolve("report.html"), "<script>fetch('/api/lanes/stop')</script>");
        var report = send(request("/api/runs/20260101-000000-mine/report"));
        assertThat(report.statusCode()).as(report.body()).isEqualTo(200);
        String policy = report.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .startsWith("sandbox allow-scripts")
                .doesNotContain("allow-same-origin")
                .contains("default-src 'none'")
                .doesNotContain("connect-src");
    }

    @Test
    void theTokenIsInNoAnswer() throws Exception {
        for (String path : List.of("/", "/api/lanes", "/api/runs", "/metrics", "/page/page.js", "/health")) {
            var answer = send(request(path).header("Authorization", "Bearer " + token.secret()));
            assertThat(answer.body()).as(path).doesNotContain(token.secret());
        }
        assertThat(token.toString()).doesNotContain(token.secret());
        assertThat(settings("127.0.0.1", false).toString()).doesNotContain(token.secret());
    }

    @Test
    void whereOthersCanReachTheAddressEvenReadingNeedsTheToken() throws Exception {
        try (LabServer open = LabServer.start(settings("0.0.0.0", false))) {
            String base = "http://127.0.0.1:" + open.port();
            for (String path : List.of("/api/lanes", "/api/events", "/api/runs", "/metrics")) {
                assertThat(send(HttpRequest.newBuilder(URI.create(base + path))).statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(send(HttpRequest.newBuilder(URI.create(base + "/health")))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(HttpRequest.newBuilder(URI.create(base + "/api/lanes"))
                                    .header("Authorization", "Bearer " + token.secret()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aTokenThatCouldBeGuessedIsRefusedWithoutShowingIt() throws Exception {
        Path file = Files.writeString(runs.resolve("token"), "hunter2\n");
        assertThatThrownBy(() -> Token.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("24 to 256")
                .hasMessageNotContaining("hunter2");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + lab.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static HttpRequest.Builder post(String path, String body) {
        return request(path).header("Content-Type", JSON).POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder authorized(String path, String body) {
        return post(path, body).header("Authorization", "Bearer " + token.secret());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String cookieName() {
        return "queue-lab-" + lab.port();
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.concat(Arrays.stream(headers), Arrays.stream(more)).toArray(String[]::new);
    }

    /** A request as it is written here: clients would refuse to send some of these. */
    private static String raw(String line, String... headers) throws IOException {
        try (var socket = new Socket("127.0.0.1", lab.port())) {
            socket.setSoTimeout(20_000);
            var text = new StringBuilder(line).append("\r\n");
            for (String header : headers) {
                text.append(header).append("\r\n");
            }
            text.append(line.startsWith("POST") ? "Content-Length: 0\r\n" : "")
                    .append(String.join("", headers).contains("Upgrade") ? "" : "Connection: close\r\n")
                    .append("\r\n");
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
            boolean upgrade = String.join("", headers).contains("Upgrade");
            byte[] answer = socket.getInputStream().readNBytes(upgrade ? "HTTP/1.1 200".length() : 1 << 20);
            return new String(answer, StandardCharsets.US_ASCII);
        }
    }
}
