package queuelab.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import queuelab.exchange.message.OutgoingBody;
import queuelab.exchange.recording.ActivityLog;
import queuelab.exchange.recording.BrokerActivity;
import queuelab.exchange.recording.Latencies;
import queuelab.exchange.recording.LatencyLog;
import queuelab.exchange.recording.LatencyLogReader;
import queuelab.exchange.recording.Measure;

/** What the lab's own broker records of the messages that pass it. */
@Timeout(60)
class StagesTest {
    private static final int MESSAGES = 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "true, 1024, false",
        "false, 1024, false",
        "true, 48, true",
        "true, 307200, false",
        "false, 307200, false"
    })
    void every_message_is_seen_arriving_being_stored_and_being_handed_out(boolean durable, int size, boolean transacted)
            throws Exception {
        exchange(durable, size, transacted, 0);

        Latencies latencies = LatencyLogReader.read(recordings().resolve(LatencyLog.FILE));
        assertThat(latencies.complete()).isTrue();
        assertThat(latencies.invalidSamples()).isZero();
        Histogram arrived = latencies.measured(Measure.SENT_TO_ARRIVED);
        Histogram stored = latencies.measured(Measure.SENT_TO_STORED);
        Histogram handedOut = latencies.measured(Measure.SENT_TO_HANDED_OUT);
        assertThat(List.of(arrived.getTotalCount(), stored.getTotalCount(), handedOut.getTotalCount()))
                .containsOnly((long) MESSAGES);
        assertThat(arrived.getMean()).isLessThanOrEqualTo(stored.getMean());
        assertThat(stored.getMean()).isLessThanOrEqualTo(handedOut.getMean());
    }

    @Test
    void a_message_due_before_the_start_is_warm_up() throws Exception {
        exchange(true, 1024, false, 3_600_000_000_000L);

        Latencies latencies = LatencyLogReader.read(recordings().resolve(LatencyLog.FILE));
        assertThat(latencies.measured(Measure.SENT_TO_STORED).getTotalCount()).isZero();
        assertThat(latencies.warmup(Measure.SENT_TO_STORED).getTotalCount()).isEqualTo(MESSAGES);
    }

    @Test
    void what_the_journal_wrote_is_recorded() throws Exception {
        exchange(true, 1024, false, 0);

        List<BrokerActivity> activity = ActivityLog.read(recordings());
        assertThat(activity).isNotEmpty();
        assertThat(activity.getLast().cpuMillis()).isPositive();
        assertThat(activity.getLast().journalFlushes()).isNotEqualTo(JournalCounters.UNKNOWN);
    }

    private Path recordings() {
        return folder.resolve("recordings");
    }

    /** Sends and receives, on a broker that has its start. */
    private void exchange(boolean durable, int size, boolean transacted, long dueBeforeNanos) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"));
                QueueKeeper keeper = QueueKeeper.connect(broker.ready().url(), Lab.USER, Lab.PASSWORD);
                var factory = new ActiveMQConnectionFactory(broker.ready().url());
                Connection connection = factory.createConnection(Lab.USER, Lab.PASSWORD);
                Session session = connection.createSession(
                        transacted, transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE)) {
            String name = "lab.t.q" + System.nanoTime();
            keeper.create(List.of(Lab.queue(name, 1)), durable);
            broker.begin(System.nanoTime());
            MessageProducer producer = session.createProducer(session.createQueue(name));
            producer.setDeliveryMode(durable ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
            MessageConsumer consumer = session.createConsumer(session.createQueue(name));
            connection.start();
            var body = new OutgoingBody(0, size, 1);
            for (int sequence = 0; sequence < MESSAGES; sequence++) {
                long now = System.nanoTime();
                body.stamp(sequence, 1, now - dueBeforeNanos, now);
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(body.bytes());
                producer.send(message);
            }
            if (transacted) {
                session.commit();
            }
            for (int received = 0; received < MESSAGES; received++) {
                assertThat(consumer.receive(10_000)).isNotNull();
            }
            if (transacted) {
                session.commit();
            }
        }
    }
}
