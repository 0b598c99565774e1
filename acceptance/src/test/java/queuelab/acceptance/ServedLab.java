package queuelab.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A served lab as its REST interface shows it. */
final class ServedLab implements AutoCloseable {
    static final List<String> LANES = List.of("durable", "memory");
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;
    private final String token;

    /** @param address {@code http://host:port} */
    ServedLab(String address, String token) {
        this.address = address;
        this.token = token;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return answer(request(path).GET());
    }

    JsonNode post(String path, String json) throws IOException, InterruptedException {
        return answer(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Of {@code durable} or {@code memory}. */
    JsonNode lane(String word) throws IOException, InterruptedException {
        return stream(get("/api/lanes").get("lanes"))
                .filter(lane -> lane.get("lane").asString().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow();
    }

    /** Messages per second that consumers of this lane receive now, 0 while it does not flow. */
    double receivedPerSecond(String word) throws IOException, InterruptedException {
        return lane(word).get("reading").path("receivedPerSecond").asDouble(0);
    }

    boolean bothLanesFlow() throws IOException, InterruptedException {
        for (String lane : LANES) {
            if (receivedPerSecond(lane) <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Names of the processes of a role that run, of one lane. */
    List<String> running(String lane, String role) throws IOException, InterruptedException {
        return inState("RUNNING", lane, role);
    }

    /** Whether a process of this role is being started in a lane. */
    boolean isStarting(String role) throws IOException, InterruptedException {
        for (String lane : LANES) {
            if (!inState("STARTING", lane, role).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private List<String> inState(String state, String lane, String role) throws IOException, InterruptedException {
        return stream(lane(lane).get("processes"))
                .filter(process -> process.get("role").asString().equalsIgnoreCase(role))
                .filter(process -> process.get("state").asString().equals(state))
                .map(process -> process.get("name").asString())
                .toList();
    }

    /** Names of the agents that are connected. */
    List<String> agents() throws IOException, InterruptedException {
        return stream(get("/api/agents"))
                .filter(agent -> agent.get("connected").asBoolean())
                .map(agent -> agent.get("name").asString())
                .toList();
    }

    /** All marks of both lanes, as text. */
    String marks() throws IOException, InterruptedException {
        return get("/api/lanes").get("marks").toString();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
