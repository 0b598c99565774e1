package queuelab.supervisor.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import queuelab.supervisor.host.agent.Agents;

/** {@code /api/agents}: who has joined, what runs there, and how far its clock is from ours. */
@Controller("/api/agents")
final class AgentController {
    private final Agents agents;

    AgentController(Agents agents) {
        this.agents = agents;
    }

    @Get
    HttpResponse<?> agents() {
        return Answers.json(agents.list());
    }
}
