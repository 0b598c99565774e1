package queuelab.supervisor.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The page: one document, and the files it is made of. */
@Controller
final class PageController {
    /** Path of all its files. */
    static final String ASSETS = "/page/";

    static final String TOKEN = "token";

    private final PageAssets assets;
    private final Session session;

    PageController(PageAssets assets, Session session) {
        this.assets = assets;
        this.session = session;
    }

    /** Takes the token out of the address bar and gives a cookie for it. */
    @Get("/")
    HttpResponse<?> page(HttpRequest<?> request, @QueryValue(TOKEN) @Nullable String token) {
        if (token != null && session.opensWith(token)) {
            return HttpResponse.seeOther(URI.create("/")).cookie(session.cookie());
        }
        return asset(request, "index.html");
    }

    @Get(ASSETS + "{name}")
    HttpResponse<?> asset(HttpRequest<?> request, String name) {
        PageAssets.Asset asset =
                assets.find(name).orElseThrow(() -> RequestRefused.missing("No such file of the page."));
        if (asset.tag().equals(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH))) {
            return HttpResponse.notModified().header(HttpHeaders.ETAG, asset.tag());
        }
        return HttpResponse.ok(asset.content())
                .contentType(MediaType.of(asset.type()))
                .header(HttpHeaders.ETAG, asset.tag())
                .header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }
}
