package queuelab.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import queuelab.exchange.control.Urgency;
import queuelab.exchange.recording.ActivityLog;
import queuelab.exchange.recording.BrokerActivity;

/**
 * Writes once a second, on a thread of its own, what a broker in this JVM is doing and how long its stages took. A recording that cannot be
 * written must not stop the broker: it is said in the process's log, and judging finds what is missing.
 */
final class BrokerRecorder implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(BrokerRecorder.class);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

    private final ActivityProbe probe;
    private final ActivityLog activity;
    private final @Nullable StageLog stages;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("broker-recorder").unstarted(this::write);

    private BrokerRecorder(ActivityProbe probe, ActivityLog activity, @Nullable StageLog stages) {
        this.probe = probe;
        this.activity = activity;
        this.stages = stages;
    }

    /**
     * Begins to write.
     *
     * @param stages absent where the trial wants none
     */
    static BrokerRecorder start(ActivityProbe probe, Path recordings, @Nullable StageLog stages) throws IOException {
        var recorder = new BrokerRecorder(probe, ActivityLog.open(recordings), stages);
        recorder.thread.start();
        return recorder;
    }

    private void write() {
        Urgency.WAITING.take();
        try {
            do {
                Optional<BrokerActivity> seen = probe.look();
                if (seen.isPresent()) {
                    activity.add(seen.get());
                }
                if (stages != null) {
                    stages.flush();
                }
            } while (!stopped.await(1, TimeUnit.SECONDS));
        } catch (IOException | UncheckedIOException e) {
            LOGGER.warn("what the broker does is no longer recorded: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is left and closes the recordings; does nothing the second time. */
    @Override
    public void close() throws IOException {
        stopped.countDown();
        try {
            thread.join(STOP_DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (activity) {
            if (stages != null) {
                stages.close();
            }
        }
    }
}
