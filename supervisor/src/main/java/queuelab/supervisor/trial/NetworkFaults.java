package queuelab.supervisor.trial;

import java.time.Duration;
import java.util.Optional;
import queuelab.exchange.control.Command;
import queuelab.exchange.recording.TrialRecord.Event;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.trial.Steering.Asked;

/** Disturbs what lies between workers and broker: tells the proxy that stands there. Owned by the trial's thread. */
final class NetworkFaults {
    private static final String SUBJECT = "network";

    private final Crew crew;
    private boolean disturbed;

    NetworkFaults(Crew crew) {
        this.crew = crew;
    }

    boolean isDisturbed() {
        return disturbed;
    }

    void cut(Asked asked) throws ActionRefused {
        disturb(
                new Command.Disturb(true, 0, 0),
                "the network is cut: every connection breaks, none can be made",
                "cut",
                asked);
    }

    void delay(Duration by, Asked asked) throws ActionRefused {
        String words = "the network delays each byte by " + by.toMillis() + " ms";
        disturb(new Command.Disturb(false, by.toNanos(), 0), words, "delayed", asked);
    }

    void slow(long bytesPerSecond, Asked asked) throws ActionRefused {
        String words = "the network passes " + bytesPerSecond + " B a second";
        disturb(new Command.Disturb(false, 0, bytesPerSecond), words, "slow", asked);
    }

    void heal(Asked asked) throws ActionRefused {
        disturb(new Command.Disturb(false, 0, 0), "the network is as it was", "healed", asked);
        disturbed = false;
    }

    private void disturb(Command.Disturb command, String words, String value, Asked asked) throws ActionRefused {
        Optional<Worker> proxy =
                crew.of(Role.NETWORK).filter(worker -> !worker.isGone()).findFirst();
        if (proxy.isEmpty()) {
            throw new ActionRefused(
                    "nothing stands between workers and broker in this trial; only faults of the scenario put a proxy there");
        }
        proxy.get().child().send(command);
        disturbed = true;
        crew.happened(Event.FAULT + words, SUBJECT, value);
        asked.done(words);
    }
}
