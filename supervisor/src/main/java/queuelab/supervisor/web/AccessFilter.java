package queuelab.supervisor.web;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every request, events and WebSockets included, and refuses what this page did not send. The order of the questions is the
 * order of the attacks: a stranger's name for this machine, a stranger's page, a request that a form could make, a missing token.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AccessFilter {
    /** What a container's health check may ask without a token. */
    private static final String HEALTH = "/health";

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Set<String> OWN_FETCHES = Set.of("same-origin", "none");

    private final ServeSettings settings;
    private final Session session;

    AccessFilter(ServeSettings settings, Session session) {
        this.settings = settings;
        this.session = session;
    }

    /** Before anything looks at the path: what is refused learns nothing of what there is. */
    @RequestFilter
    @PreMatching
    @Nullable
    HttpResponse<?> refuseEarly(HttpRequest<?> request) {
        return refuse(request);
    }

    /** Once more, because a WebSocket's request passes only the filters that come after matching. Null lets the request pass. */
    @RequestFilter
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        boolean reading = READING.contains(request.getMethod()) && !isUpgrade(request);
        if (!settings.knows(hostName(request))) {
            return refused(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "This lab does not answer to that host name; lab serve --allow-host NAME admits one.");
        }
        if (!isFromThisPage(request)) {
            return refused(HttpStatus.FORBIDDEN, "Another site's page asked for this.");
        }
        if (!reading && !isUpgrade(request) && !isJson(request)) {
            return refused(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A change must be sent as Content-Type: application/json.");
        }
        if ((!reading || settings.readingNeedsToken()) && !isOpen(request) && !session.isKnown(request)) {
            return refused(
                    HttpStatus.UNAUTHORIZED,
                    "This needs the token: open the address that lab serve printed, or send Authorization: Bearer TOKEN.");
        }
        return null;
    }

    @ResponseFilter
    void guard(HttpRequest<?> request, MutableHttpResponse<?> response) {
        SecurityHeaders.addTo(response);
    }

    /** The page itself brings the token in its address, and asks for it where it is missing; it shows nothing of the lab by itself. */
    private boolean isOpen(HttpRequest<?> request) {
        String path = request.getPath();
        return READING.contains(request.getMethod())
                && !isUpgrade(request)
                && (path.equals("/") || path.equals(HEALTH) || path.startsWith(PageController.ASSETS));
    }

    /** To a WebSocket: whoever opens one may send anything later. */
    private static boolean isUpgrade(HttpRequest<?> request) {
        return request.getHeaders().getAll(HttpHeaders.UPGRADE).stream()
                .anyMatch(protocol -> protocol.toLowerCase(Locale.ROOT).contains("websocket"));
    }

    /** A browser says where a request comes from; what is no browser says nothing, and has to know the token. */
    private static boolean isFromThisPage(HttpRequest<?> request) {
        HttpHeaders headers = request.getHeaders();
        String origin = headers.get(HttpHeaders.ORIGIN);
        if (origin != null) {
            String host = String.valueOf(headers.get(HttpHeaders.HOST));
            return origin.equals("http://" + host) || origin.equals("https://" + host);
        }
        String site = headers.get("Sec-Fetch-Site");
        boolean followingLink = request.getPath().equals("/") && "navigate".equals(headers.get("Sec-Fetch-Mode"));
        return site == null || OWN_FETCHES.contains(site) || followingLink;
    }

    private static boolean isJson(HttpRequest<?> request) {
        return request.getContentType()
                .map(MediaType.APPLICATION_JSON_TYPE::matches)
                .orElse(false);
    }

    private static String hostName(HttpRequest<?> request) {
        String host =
                Optional.ofNullable(request.getHeaders().get(HttpHeaders.HOST)).orElse("");
        return host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    }

    private static HttpResponse<?> refused(HttpStatus status, String words) {
        return SecurityHeaders.addTo(Answers.problem(status, words));
    }
}
