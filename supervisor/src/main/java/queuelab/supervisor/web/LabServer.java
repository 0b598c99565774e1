package queuelab.supervisor.web;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;

/** A lab that is served: an application context of its own, so that no other command pays for an HTTP server. */
public final class LabServer implements AutoCloseable {
    /** More than the largest scenario, with what JSON adds to it. */
    private static final String MOST_REQUEST = "4MB";

    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final ServeSettings settings;

    private LabServer(ApplicationContext context, EmbeddedServer server, ServeSettings settings) {
        this.context = context;
        this.server = server;
        this.settings = settings;
    }

    /**
     * Returns when it listens.
     *
     * @throws io.micronaut.runtime.exceptions.ApplicationStartupException when it cannot, for example because the port is taken
     */
    public static LabServer start(ServeSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.host", settings.address().getHostAddress());
        properties.put("micronaut.server.port", settings.port() == 0 ? -1 : settings.port());
        properties.put("micronaut.server.max-request-size", MOST_REQUEST);
        properties.put("micronaut.server.server-header", "");
        properties.put("micronaut.server.date-header", false);
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .properties(properties)
                .singletons(settings)
                .start();
        try {
            return new LabServer(context, context.getBean(EmbeddedServer.class).start(), settings);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    public int port() {
        return server.getPort();
    }

    /** The address that carries the token: for the terminal of whoever started the lab, and for nobody else. */
    public String addressWithToken() {
        return settings.pageAddress(port()) + "?" + PageController.TOKEN + "="
                + settings.token().secret();
    }

    @Override
    public void close() {
        context.close();
    }
}
