package queuelab.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.Report;

@Timeout(60)
class EmbeddedBrokerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"default,NIO", "mapped,MAPPED", "memory-only,NONE"})
    void each_profile_starts_and_reports_its_journal_type(String profile, String journal) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, profile))) {
            Report.BrokerReady ready = broker.ready();
            assertThat(ready.journal()).isEqualTo(journal);
            assertThat(ready.facts()).containsEntry("journalAsked", journal);
            assertThat(ready.version()).startsWith("2.55.0");
            assertThat(ready.url()).matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]+");
            assertThat(ready.pid()).isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void asyncio_runs_where_libaio_is_present_and_is_reported_as_nio_elsewhere() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "asyncio"))) {
            assertThat(broker.ready().facts()).containsEntry("journalAsked", "ASYNCIO");
            assertThat(broker.ready().journal())
                    .isEqualTo(AIOSequentialFileFactory.isSupported(folder.toFile()) ? "ASYNCIO" : "NIO");
        }
    }

    @Test
    void facts_tell_what_bends_a_measurement() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"))) {
            assertThat(broker.ready().facts())
                    .containsEntry("journalDatasync", "true")
                    .containsEntry("journalBufferTimeoutNanos", "100000")
                    .containsEntry("journalBufferSizeBytes", String.valueOf(490 << 10))
                    .containsEntry("journalFileSizeBytes", String.valueOf(10 << 20))
                    .containsEntry("persistence", "true")
                    .containsEntry("deadLetterAddress", "DLQ")
                    .containsEntry("queueFullPolicy", "PAGE")
                    .containsEntry("queueMaxSizeBytes", "-1")
                    .containsEntry(
                            "globalMaxSizeBytes",
                            String.valueOf(Runtime.getRuntime().maxMemory() / 2))
                    .containsEntry(
                            "heapBytes", String.valueOf(Runtime.getRuntime().maxMemory()))
                    .containsEntry(
                            "storageFileSystem", Files.getFileStore(folder).type());
        }
    }

    @Test
    void properties_are_applied_over_the_profile() throws Exception {
        BrokerAssignment assignment = Lab.assignment(
                folder,
                Map.of(
                        "journalBufferTimeout_NIO",
                        "0",
                        "journalDatasync",
                        "false",
                        "globalMaxSize",
                        "64MiB",
                        "addressSettings.\"lab.#\".maxDeliveryAttempts",
                        "3"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(assignment)) {
            assertThat(broker.ready().facts())
                    .containsEntry("journalBufferTimeoutNanos", "0")
                    .containsEntry("journalDatasync", "false")
                    .containsEntry("globalMaxSizeBytes", String.valueOf(64 << 20))
                    .containsEntry("maxDeliveryAttempts", "3")
                    .containsEntry("deadLetterAddress", "DLQ");
        }
    }

    @Test
    void a_journal_type_asked_for_by_property_counts_as_asked_for() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, Map.of("journalType", "MAPPED")))) {
            assertThat(broker.ready().journal()).isEqualTo("MAPPED");
            assertThat(broker.ready().facts()).containsEntry("journalAsked", "MAPPED");
        }
    }

    @Test
    void log_profile_and_effective_configuration_lie_in_the_recordings_without_the_password() throws Exception {
        BrokerAssignment assignment = Lab.assignment(folder, Map.of("journalMinFiles", "3"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(assignment)) {
            assertThat(broker.ready().journal()).isEqualTo("NIO");
        }
        Path recordings = Path.of(assignment.recordings());
        assertThat(recordings.resolve("broker.log"))
                .content()
                .contains("AMQ221007: Server is now active")
                .contains("AMQ221002")
                .doesNotContain(Lab.PASSWORD)
                .doesNotContain("AMQ601");
        assertThat(recordings.resolve("broker.xml"))
                .hasSameTextualContentAs(Lab.PROFILES.resolve("default/broker.xml"));
        assertThat(recordings.resolve("broker-effective.properties"))
                .content()
                .contains("journalMinFiles=3")
                .doesNotContain(Lab.PASSWORD);
        assertThat(folder.resolve("storage/journal")).isNotEmptyDirectory();
    }

    @Test
    void a_taken_port_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerAssignment assignment =
                    Lab.assignment(folder, Lab.PROFILES.resolve("default"), Map.of(), taken.getLocalPort());
            assertThatThrownBy(() -> EmbeddedBroker.start(assignment))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("broker cannot listen on 127.0.0.1:%d: Address already in use"
                            .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void after_a_failed_start_the_storage_is_free_for_the_next() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerAssignment assignment =
                    Lab.assignment(folder, Lab.PROFILES.resolve("default"), Map.of(), taken.getLocalPort());
            assertThatThrownBy(() -> EmbeddedBroker.start(assignment)).isInstanceOf(BrokerException.class);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(Lab.assignment(folder, "default"))) {
            assertThat(broker.ready().journal()).isEqualTo("NIO");
        }
    }

    @Test
    void a_missing_profile_is_named_with_those_there_are() {
        assertThatThrownBy(() -> EmbeddedBroker.start(Lab.assignment(folder, "defualt")))
                .hasMessage(
                        "broker profile not found: %s is not a folder; there are: asyncio, default, mapped, memory-only",
                        Lab.PROFILES.resolve("defualt"));
    }

    @Test
    void a_profile_without_a_broker_xml_is_named() throws IOException {
        Path profile = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> start(profile)).hasMessage("broker profile %s has no broker.xml", profile);
    }

    @Test
    void malformed_xml_is_reported_with_file_and_line() throws IOException {
        Path profile = profile("<configuration>\n  <core>\n  </cor>\n</configuration>\n");
        assertThatThrownBy(() -> start(profile))
                .hasMessage(
                        "broker profile %s, line 3: The element type \"core\" must be terminated by the matching end-tag \"</core>\".",
                        profile.resolve("broker.xml"));
    }

    @Test
    void an_element_unknown_to_artemis_is_reported_with_file_and_line() throws IOException {
        Path profile = profile(Files.readString(Lab.PROFILES.resolve("default/broker.xml"))
                .replace("<journal-type>NIO</journal-type>", "<jurnal-type>NIO</jurnal-type>"));
        int line = Files.readAllLines(profile.resolve("broker.xml")).indexOf("    <jurnal-type>NIO</jurnal-type>") + 1;
        assertThatThrownBy(() -> start(profile))
                .hasMessageStartingWith(
                        "broker profile %s, line %d: cvc-complex-type.2.4.a: Invalid content was found starting with element"
                                .formatted(profile.resolve("broker.xml"), line))
                .hasMessageContaining("jurnal-type");
    }

    @Test
    void a_value_that_artemis_refuses_is_reported_with_the_file() throws IOException {
        Path profile = profile(Files.readString(Lab.PROFILES.resolve("default/broker.xml"))
                .replace("<journal-file-size>10MiB<", "<journal-file-size>ten<"));
        assertThatThrownBy(() -> start(profile))
                .hasMessageStartingWith("broker profile %s: ".formatted(profile.resolve("broker.xml")))
                .hasMessageContaining("ten");
    }

    @Test
    void a_profile_with_two_acceptors_is_refused_because_the_lab_listens_on_one() throws IOException {
        Path profile = profile(Files.readString(Lab.PROFILES.resolve("default/broker.xml"))
                .replace("</acceptors>", "<acceptor name=\"more\">tcp://127.0.0.1:61617</acceptor></acceptors>"));
        assertThatThrownBy(() -> start(profile))
                .hasMessage(
                        "broker profile %s, with broker.properties, must have exactly 1 acceptor, which the lab listens on, has 2: artemis, more",
                        profile.resolve("broker.xml"));
    }

    @Test
    void an_unknown_property_is_named_with_its_value() {
        assertThatThrownBy(() -> EmbeddedBroker.start(Lab.assignment(folder, Map.of("jurnalType", "NIO"))))
                .hasMessage("broker.properties: `jurnalType` is not a property of Artemis, got `NIO`");
    }

    @Test
    void all_wrong_properties_are_told_at_once() {
        assertThatThrownBy(() -> EmbeddedBroker.start(Lab.assignment(
                        folder,
                        Map.of(
                                "journalMinFiles",
                                "many",
                                "journalDatasync",
                                "perhaps",
                                "journalType",
                                "TAPE",
                                "pagingDirectory",
                                "/elsewhere",
                                "globalMaxSize",
                                "lots"))))
                .hasMessage(
                        "broker.properties: `pagingDirectory` is the lab's own to set, got `/elsewhere`;"
                                + " `globalMaxSize` cannot take `lots`: AMQ209004: Failed to parse long value from lots;"
                                + " `journalDatasync` cannot take `perhaps`: Can't convert value 'perhaps' to type class java.lang.Boolean;"
                                + " `journalMinFiles` cannot take `many`: Error converting from 'String' to 'Integer' For input string: \"many\";"
                                + " `journalType` cannot take `TAPE`: No enum constant org.apache.activemq.artemis.core.server.JournalType.TAPE");
    }

    @Test
    void an_unknown_setting_of_an_address_is_named() {
        assertThatThrownBy(() -> EmbeddedBroker.start(
                        Lab.assignment(folder, Map.of("addressSettings.\"lab.#\".maxSizeBites", "1MiB"))))
                .hasMessage(
                        "broker.properties: `addressSettings.\"lab.#\".maxSizeBites` is not a property of Artemis, got `1MiB`");
    }

    @Test
    void an_unknown_parameter_of_the_acceptor_is_named_and_a_known_one_is_applied() throws Exception {
        assertThatThrownBy(() -> EmbeddedBroker.start(
                        Lab.assignment(folder, Map.of("acceptorConfigurations.artemis.params.tcpNoDilay", "true"))))
                .hasMessage(
                        "broker.properties: `acceptorConfigurations.artemis.params.tcpNoDilay` is not a property of Artemis, got `true`");
        BrokerAssignment assignment =
                Lab.assignment(folder, Map.of("acceptorConfigurations.artemis.params.tcpNoDelay", "false"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(assignment)) {
            assertThat(broker.active()).isTrue();
            assertThat(Path.of(assignment.recordings(), "broker-effective.properties"))
                    .content()
                    .contains("acceptorConfigurations.artemis.params.tcpNoDelay=false");
        }
    }

    @Test
    void the_place_where_the_broker_listens_cannot_be_set_by_property() {
        assertThatThrownBy(() -> EmbeddedBroker.start(
                        Lab.assignment(folder, Map.of("acceptorConfigurations.artemis.params.port", "61616"))))
                .hasMessage(
                        "broker.properties: `acceptorConfigurations.artemis.params.port` is the lab's own to set, got `61616`");
    }

    @Test
    void a_password_among_wrong_properties_is_not_shown() {
        assertThatThrownBy(() -> EmbeddedBroker.start(Lab.assignment(folder, Map.of("somePassword", "hush"))))
                .hasMessage("broker.properties: `somePassword` is not a property of Artemis, got a password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file/storage", "file"})
    void a_storage_folder_that_is_no_folder_is_named(String storage) throws IOException {
        Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> startIn(folder.resolve(storage)))
                .hasMessage(
                        "broker storage folder %s cannot be written to: %s",
                        folder.resolve(storage),
                        storage.equals("file")
                                ? folder.resolve("file") + " is a file, not a folder"
                                : "Not a directory");
    }

    @Test
    void a_storage_folder_that_cannot_be_written_to_is_named() {
        // Also true for root, whom permissions would not stop.
        assertThatThrownBy(() -> startIn(Path.of("/proc/queuelab")))
                .hasMessageStartingWith("broker storage folder /proc/queuelab cannot be written to: ");
    }

    @Test
    void a_nearly_full_disk_is_refused_by_the_least_free_space() {
        assertThatThrownBy(() ->
                        EmbeddedBroker.start(Lab.assignment(folder, Map.of("minDiskFree", String.valueOf(1L << 60)))))
                .hasMessageMatching(
                        "disk nearly full: %s has \\d+ MiB free, the broker needs more than %d MiB \\(min-disk-free\\)"
                                .formatted(folder.resolve("storage"), 1L << 40));
    }

    @Test
    void a_nearly_full_disk_is_refused_by_the_highest_share_in_use() throws Exception {
        var configuration = BrokerProfile.load(Lab.PROFILES.resolve("default")).configuration();
        configuration.setMinDiskFree(-1);
        configuration.setMaxDiskUsage(90);
        assertThatThrownBy(() -> DiskSpace.check(Path.of("/data"), 9L << 30, 100L << 30, configuration))
                .hasMessage(
                        "disk nearly full: /data is on a disk used to 91 %, the broker blocks producers from 90 % (max-disk-usage)");
        DiskSpace.check(Path.of("/data"), 11L << 30, 100L << 30, configuration);
    }

    @Test
    void a_storage_folder_in_use_by_another_broker_is_an_error_not_a_wait() throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(Lab.assignment(folder, "default"))) {
            assertThat(first.ready().journal()).isEqualTo("NIO");
            assertThatThrownBy(() -> EmbeddedBroker.start(Lab.assignment(folder, "default")))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("broker storage folder %s is in use by another broker", folder.resolve("storage"));
        }
    }

    private Path profile(String xml) throws IOException {
        Path profile = Files.createDirectories(folder.resolve("profile"));
        Files.writeString(profile.resolve("broker.xml"), xml);
        return profile;
    }

    private void start(Path profile) throws Exception {
        EmbeddedBroker.start(Lab.assignment(folder, profile, Map.of(), 0)).close();
    }

    private void startIn(Path storage) throws Exception {
        BrokerAssignment usual = Lab.assignment(folder, "default");
        EmbeddedBroker.start(new BrokerAssignment(
                        usual.recordings(),
                        usual.profile(),
                        usual.properties(),
                        storage.toString(),
                        usual.host(),
                        usual.port(),
                        usual.user(),
                        usual.password(),
                        usual.window(),
                        usual.stages()))
                .close();
    }
}
