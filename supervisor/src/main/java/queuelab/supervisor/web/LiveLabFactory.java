package queuelab.supervisor.web;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import queuelab.supervisor.host.agent.Agents;
import queuelab.supervisor.live.LanesAtAgents;
import queuelab.supervisor.live.LiveLab;
import queuelab.supervisor.live.LiveLimits;
import queuelab.supervisor.trial.TrialRunner;

/** Makes the live lab of a server. */
@Factory
final class LiveLabFactory {
    /** Beside the runs, and no run itself: only its latest recordings are kept. */
    private static final String FOLDER = "live";

    @Singleton
    @Bean(preDestroy = "close")
    LiveLab liveLab(TrialRunner runner, ServeSettings settings) {
        return new LiveLab(runner, settings.runs().resolve(FOLDER), LiveLimits.DEFAULT);
    }

    @Singleton
    @Bean(preDestroy = "close")
    LanesAtAgents lanesAtAgents(LiveLab lab, Agents agents) {
        return new LanesAtAgents(lab, agents);
    }
}
