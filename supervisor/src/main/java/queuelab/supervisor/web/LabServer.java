package queuelab.supervisor.web;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.host.agent.Agents;
import queuelab.supervisor.live.LanesAtAgents;
import queuelab.supervisor.live.LiveLab;

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
     * @throws HostException when it cannot, for example because the port is taken
     */
    public static LabServer start(ServeSettings settings) throws HostException {
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
            if (settings.agents()) {
                context.getBean(Agents.class).open();
            }
            return new LabServer(context, context.getBean(EmbeddedServer.class).start(), settings);
        } catch (ServerStartupException e) {
            context.close();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new HostException(
                    "cannot listen on " + settings.address().getHostAddress() + ":" + settings.port() + ": "
                            + cause.getMessage() + " (lab serve --port picks another port)",
                    e);
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

    /** Starts both lanes; with agents, once there is one of each role. */
    public void startLanes() throws IOException {
        if (settings.agents()) {
            context.getBean(LanesAtAgents.class).follow();
        } else {
            context.getBean(LiveLab.class).start();
        }
    }

    /** Ends what runs, waits until its processes are gone, and listens no more. */
    @Override
    public void close() {
        if (settings.agents()) {
            // While agents can still be told: they are connected through the server.
            context.getBean(LanesAtAgents.class).close();
            context.getBean(LiveLab.class).close();
        }
        context.close();
    }
}
