package queuelab.supervisor.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import queuelab.broker.BrokerException;
import queuelab.broker.JournalAsked;
import queuelab.exchange.recording.DiskProbe;
import queuelab.supervisor.host.HostException;
import queuelab.supervisor.host.SyncProbe;
import queuelab.supervisor.plan.PlannedTrial;
import queuelab.supervisor.scenario.Settings;

/**
 * Probes the disk once in each block of repeats for each journal type in it, and leaves the probe beside every trial of the block. Owned by the
 * thread that runs the trials.
 */
final class BlockProbe {
    private final Path profiles;
    private final Map<String, DiskProbe> probes = new HashMap<>();
    private String block = "";

    BlockProbe(Path profiles) {
        this.profiles = profiles;
    }

    /** Does nothing for a trial without a broker, or whose broker keeps its journal elsewhere. */
    void leave(PlannedTrial trial, Path folder, String runId) throws IOException, HostException {
        Settings settings = trial.point().settings();
        Settings.Broker broker = settings.broker();
        if (!settings.transport().hasBroker() || broker.mode() == Settings.BrokerMode.EXTERNAL) {
            return;
        }
        String current = runId + "/" + trial.repeat();
        if (!current.equals(block)) {
            block = current;
            probes.clear();
        }
        String journal = journal(broker);
        DiskProbe known = probes.get(journal);
        DiskProbe probe = known == null ? SyncProbe.of(folder, journal) : known;
        probes.put(journal, probe);
        probe.write(folder);
    }

    private String journal(Settings.Broker broker) throws HostException {
        try {
            return JournalAsked.of(profiles.resolve(broker.profile()), broker.properties());
        } catch (BrokerException e) {
            throw new HostException(String.valueOf(e.getMessage()), e);
        }
    }
}
