package queuelab.supervisor.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import queuelab.exchange.control.Arrivals;
import queuelab.exchange.control.ConsumerAssignment.Lock;
import queuelab.exchange.control.Load;
import queuelab.exchange.control.Work;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.SendMode;
import queuelab.exchange.transport.SharedMemorySpec.Waiting;
import queuelab.supervisor.scenario.Settings.BrokerMode;
import queuelab.supervisor.scenario.Settings.Storage;
import queuelab.supervisor.scenario.Settings.TransportKind;

class SettingsTest {
    @Test
    void whatIsLeftOutTakesItsDefault() {
        Settings settings = Settings.of(Map.of());

        assertThat(settings)
                .isEqualTo(new Settings(
                        TransportKind.QUEUE,
                        Protocol.CORE,
                        new Settings.Broker(BrokerMode.PROCESS, "", "default", Map.of(), 1L << 30, true),
                        new Settings.Queue(Storage.DURABLE, 1, 1),
                        new Settings.Producer(
                                1, 1, new Load(1000), Arrivals.EVEN, 1024, SendMode.ASYNC, 1000, 0, false),
                        new Settings.Consumer(
                                1,
                                1,
                                AckMode.AUTO,
                                1,
                                1 << 20,
                                Work.NONE,
                                Lock.NONE,
                                Duration.ZERO,
                                Duration.ZERO,
                                0,
                                0),
                        Map.of(),
                        Waiting.PARK,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        settings.written()));
    }

    @Test
    void everySettingCanBeWritten() {
        var written = Map.ofEntries(
                Map.entry("transport", "queue"),
                Map.entry("protocol", "core"),
                Map.entry("broker.mode", "in-process"),
                Map.entry("broker.url", "tcp://host:61616"),
                Map.entry("broker.profile", "asyncio"),
                Map.entry("broker.properties.journalBufferTimeout_NIO", "100000"),
                Map.entry("broker.heap", "512MiB"),
                Map.entry("broker.stages", "false"),
                Map.entry("queue.storage", "memory"),
                Map.entry("queue.count", "2"),
                Map.entry("queue.copies", "3"),
                Map.entry("producer.processes", "4"),
                Map.entry("producer.threads", "5"),
                Map.entry("producer.load", "0.5/s"),
                Map.entry("producer.arrivals", "poisson"),
                Map.entry("producer.size", "64B"),
                Map.entry("producer.send", "blocking"),
                Map.entry("producer.inFlight", "6"),
                Map.entry("producer.commitEvery", "7"),
                Map.entry("producer.duplicateDetection", "true"),
                Map.entry("consumer.processes", "8"),
                Map.entry("consumer.threads", "9"),
                Map.entry("consumer.ack", "dups-ok"),
                Map.entry("consumer.commitEvery", "10"),
                Map.entry("consumer.window", "0"),
                Map.entry("consumer.work", "cpu exp 200us"),
                Map.entry("consumer.lock", "process"),
                Map.entry("consumer.delay", "2s"),
                Map.entry("consumer.stagger", "20ms"),
                Map.entry("consumer.fail", "1%"),
                Map.entry("consumer.rollback", "0.5%"),
                Map.entry("client.options.producerWindowSize", "-1"),
                Map.entry("warmup", "250ms"),
                Map.entry("measure", "1m"),
                Map.entry("drain", "1.5s"));

        Settings settings = Settings.of(written);

        assertThat(settings)
                .isEqualTo(new Settings(
                        TransportKind.QUEUE,
                        Protocol.CORE,
                        new Settings.Broker(
                                BrokerMode.IN_PROCESS,
                                "tcp://host:61616",
                                "asyncio",
                                Map.of("journalBufferTimeout_NIO", "100000"),
                                512L << 20,
                                false),
                        new Settings.Queue(Storage.MEMORY, 2, 3),
                        new Settings.Producer(4, 5, new Load(0.5), Arrivals.POISSON, 64, SendMode.BLOCKING, 6, 7, true),
                        new Settings.Consumer(
                                8,
                                9,
                                AckMode.DUPS_OK,
                                10,
                                0,
                                new Work(Work.Kind.CPU, 200_000, true),
                                Lock.PROCESS,
                                Duration.ofSeconds(2),
                                Duration.ofMillis(20),
                                0.01,
                                0.005),
                        Map.of("producerWindowSize", "-1"),
                        Waiting.PARK,
                        Duration.ofMillis(250),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(1500),
                        settings.written()));
        assertThat(settings.written()).isEqualTo(written);
    }

    @Test
    void whatWasWrittenIsKeptWithTheDefaults() {
        assertThat(Settings.of(Map.of("producer.size", "64B")).written())
                .containsEntry("producer.size", "64B")
                .containsEntry("producer.load", "1000/s")
                .containsEntry("warmup", "5s")
                .doesNotContainKeys("broker.url", "client.options", "repeats");
    }

    @Test
    void aSettingWithoutAMeaningForTheTransportIsNotAmongThoseInEffect() {
        assertThat(Settings.of(Map.of("transport", "pipe")).written())
                .containsEntry("transport", "pipe")
                .containsEntry("consumer.ack", "auto")
                .doesNotContainKeys(
                        "protocol",
                        "broker.mode",
                        "broker.heap",
                        "broker.stages",
                        "queue.storage",
                        "queue.count",
                        "queue.copies",
                        "consumer.window",
                        "sharedMemory.wait");
        assertThat(Settings.of(Map.of()).written()).doesNotContainKey("sharedMemory.wait");
        assertThat(Settings.of(Map.of("transport", "rpc-queue")).written()).containsEntry("queue.storage", "durable");
        assertThat(Settings.of(Map.of("transport", "shared-memory")).written())
                .containsEntry("sharedMemory.wait", "park");
        assertThat(Settings.of(Map.of("transport", "shared-memory", "sharedMemory.wait", "spin"))
                        .sharedMemoryWait())
                .isEqualTo(Waiting.SPIN);
    }

    @Test
    void everyDefaultIsAValueOfItsSetting() throws Refusal {
        for (Setting<?> row : SettingsTable.rows()) {
            if (!row.hasEntries()) {
                assertThat(row.kind().read(row.byDefault())).as(row.key()).isNotNull();
            }
            assertThat(row.kind().values()).as(row.key()).isNotBlank();
            assertThat(row.about()).as(row.key()).isNotBlank();
        }
    }
}
