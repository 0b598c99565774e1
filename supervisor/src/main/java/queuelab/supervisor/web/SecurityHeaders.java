package queuelab.supervisor.web;

import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;

/** Headers that tell a browser to trust nothing that this page did not bring. */
final class SecurityHeaders {
    private static final String POLICY_HEADER = "Content-Security-Policy";
    /** No inline script; Pico's and ECharts' styles are set on elements, which counts as inline style. */
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                    + "img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'";
    /** A report carries its script within itself: it gets an origin of its own, without cookies and without a way back to the lab. */
    private static final String REPORT_POLICY = "sandbox allow-scripts allow-popups; default-src 'none'; "
            + "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'self'";

    private SecurityHeaders() {}

    static <B> MutableHttpResponse<B> addTo(MutableHttpResponse<B> response) {
        MutableHttpHeaders headers = response.getHeaders();
        if (!headers.contains(POLICY_HEADER)) {
            headers.set(POLICY_HEADER, PAGE_POLICY);
            headers.set("X-Frame-Options", "DENY");
        }
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (!headers.contains("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
        return response;
    }

    /** For a document that a run's report is. */
    static <B> MutableHttpResponse<B> addToReport(MutableHttpResponse<B> response) {
        response.getHeaders().set(POLICY_HEADER, REPORT_POLICY);
        return response;
    }
}
