package queuelab.supervisor.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import queuelab.supervisor.host.ChildEvent;
import queuelab.supervisor.host.ChildProcess;
import queuelab.supervisor.host.ChildSpec;
import queuelab.supervisor.host.ChildSpec.Role;
import queuelab.supervisor.host.Figures;
import queuelab.supervisor.host.Host;
import queuelab.supervisor.trial.ProcessStatus.State;
import queuelab.supervisor.trial.TrialStatus.Phase;

/** Whom a status names: a trial that flows for days must not name everybody who ever took part. */
class SamplerTest {
    @TempDir
    private Path folder;

    private final Map<ChildProcess, Consumer<ChildEvent>> heard = new HashMap<>();
    private Crew crew;
    private Sampler sampler;

    @BeforeEach
    void open() throws Exception {
        crew = new Crew(new Fake(), new Interruption(), new SentSoFar(folder));
        sampler = new Sampler(folder, crew, new Figures(), () -> 0, () -> "", false);
    }

    @AfterEach
    void close() throws Exception {
        sampler.close();
    }

    @Test
    void oneThatLeftAsItShouldIsToldOnceMore() throws Exception {
        Worker consumer = start(1, 1);
        start(2, 2);
        consumer.expectExit();
        exit(consumer, 0);

        assertThat(states()).isEqualTo(Map.of("consumer-1", State.GONE, "consumer-2", State.STARTING));
        assertThat(states()).isEqualTo(Map.of("consumer-2", State.STARTING));
    }

    @Test
    void oneThatDiedStaysInSightUntilAnotherStandsInItsPlace() throws Exception {
        Worker consumer = start(1, 1);
        consumer.kill();
        exit(consumer, 137);
        assertThat(states()).isEqualTo(Map.of("consumer-1", State.KILLED));
        assertThat(states()).isEqualTo(Map.of("consumer-1", State.KILLED));

        start(2, 1);

        assertThat(states()).isEqualTo(Map.of("consumer-1", State.KILLED, "consumer-2", State.STARTING));
        assertThat(states()).isEqualTo(Map.of("consumer-2", State.STARTING));
    }

    private Map<String, State> states() throws Exception {
        var states = new HashMap<String, State>();
        for (ProcessStatus process : sampler.sample(Phase.MEASURE, 0).processes()) {
            states.put(process.name(), process.state());
        }
        return states;
    }

    private Worker start(int index, int place) throws Exception {
        return crew.start(IdleChild.spec(Role.CONSUMER, index, folder), place);
    }

    private void exit(Worker worker, int code) throws Exception {
        heard.get(worker.child()).accept(new ChildEvent.Exited(worker.child(), code, System.nanoTime()));
        assertThat(crew.pump(
                        worker::isGone,
                        System.nanoTime() + Duration.ofMinutes(1).toNanos()))
                .isTrue();
    }

    /** Starts nothing, and remembers whom to tell. */
    private final class Fake implements Host {
        @Override
        public ChildProcess start(ChildSpec spec, Consumer<ChildEvent> events) {
            var child = new IdleChild(spec);
            heard.put(child, events);
            return child;
        }

        @Override
        public List<ChildProcess> startTogether(ChildSpec producer, ChildSpec consumer, Consumer<ChildEvent> events) {
            return List.of(start(producer, events), start(consumer, events));
        }

        @Override
        public void removeStorage(Path storage) {}
    }
}
