package queuelab.supervisor.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** Who has shown the token: by a cookie, which a browser gets for it once, or in the header of each request. */
@Singleton
final class Session {
    private static final String BEARER = "Bearer ";

    private final Token token;
    private final Provider<EmbeddedServer> server;

    Session(ServeSettings settings, Provider<EmbeddedServer> server) {
        this.token = settings.token();
        this.server = server;
    }

    boolean isKnown(HttpRequest<?> request) {
        String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.startsWith(BEARER) && token.matches(authorization.substring(BEARER.length()));
        }
        return request.getCookies()
                .findCookie(cookieName())
                .map(cookie -> token.matches(cookie.getValue()))
                .orElse(false);
    }

    boolean opensWith(String guess) {
        return token.matches(guess);
    }

    /** Scripts cannot read it, other sites' requests do not carry it, and it ends with the browser. */
    Cookie cookie() {
        return Cookie.of(cookieName(), token.secret())
                .httpOnly(true)
                .sameSite(SameSite.Strict)
                .path("/");
    }

    /** Cookies do not tell ports apart, and two labs may run on one machine. */
    private String cookieName() {
        return "queue-lab-" + server.get().getPort();
    }
}
