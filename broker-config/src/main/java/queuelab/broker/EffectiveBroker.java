package queuelab.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.io.mapped.MappedSequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalStorageManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.nativo.jlibaio.LibaioContext;

/**
 * What is in effect in a running broker, read back from it, as opposed to what was asked for.
 *
 * @param journal {@code NIO}, {@code ASYNCIO}, {@code MAPPED}, or {@code NONE} without persistence
 * @param facts other facts, named with their units; {@code journalAsked} is the journal type the profile and properties asked for
 */
record EffectiveBroker(String journal, SortedMap<String, String> facts) {
    /** Any name the lab could give a queue: address settings are looked up by name. */
    private static final String SOME_QUEUE = "lab.any.q1";

    EffectiveBroker {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    static EffectiveBroker of(ActiveMQServer server, String journalAsked, Path storage) throws IOException {
        Configuration configuration = server.getConfiguration();
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("journalAsked", configuration.isPersistenceEnabled() ? journalAsked : "NONE");
        facts.put("persistence", String.valueOf(configuration.isPersistenceEnabled()));
        String journal = journal(server, configuration, facts);
        AddressSettings queue = server.getAddressSettingsRepository().getMatch(SOME_QUEUE);
        facts.put("queueMaxSizeBytes", String.valueOf(queue.getMaxSizeBytes()));
        facts.put("queueMaxSizeMessages", String.valueOf(queue.getMaxSizeMessages()));
        facts.put("queueFullPolicy", String.valueOf(queue.getAddressFullMessagePolicy()));
        facts.put("maxDeliveryAttempts", String.valueOf(queue.getMaxDeliveryAttempts()));
        facts.put("redeliveryDelayMillis", String.valueOf(queue.getRedeliveryDelay()));
        facts.put("deadLetterAddress", String.valueOf(queue.getDeadLetterAddress()));
        facts.put("expiryAddress", String.valueOf(queue.getExpiryAddress()));
        facts.put("globalMaxSizeBytes", String.valueOf(configuration.getGlobalMaxSize()));
        facts.put("globalMaxMessages", String.valueOf(configuration.getGlobalMaxMessages()));
        facts.put("minDiskFreeBytes", String.valueOf(configuration.getMinDiskFree()));
        facts.put("maxDiskUsagePercent", String.valueOf(configuration.getMaxDiskUsage()));
        facts.put("securityEnabled", String.valueOf(configuration.isSecurityEnabled()));
        facts.put("storageFileSystem", Files.getFileStore(storage).type());
        facts.put("heapBytes", String.valueOf(Runtime.getRuntime().maxMemory()));
        facts.put("java", Runtime.version().toString());
        if (journalAsked.equals("ASYNCIO") && journal.equals("NIO")) {
            facts.put("journalNotAsAsked", whyNotAsyncio());
        }
        return new EffectiveBroker(journal, facts);
    }

    /** Artemis takes NIO for either reason, and says so only in its log. */
    private static String whyNotAsyncio() {
        return LibaioContext.isLoaded()
                ? "its file system has no direct I/O"
                : "libaio is not installed, or Artemis's native library for it could not be loaded";
    }

    private static String journal(ActiveMQServer server, Configuration configuration, SortedMap<String, String> facts) {
        if (!(server.getStorageManager() instanceof JournalStorageManager storage)) {
            return "NONE";
        }
        SequentialFileFactory files = storage.getJournalSequentialFileFactory();
        boolean aio = files instanceof AIOSequentialFileFactory;
        facts.put(
                "journalBufferTimeoutNanos",
                String.valueOf(
                        aio
                                ? configuration.getJournalBufferTimeout_AIO()
                                : configuration.getJournalBufferTimeout_NIO()));
        facts.put(
                "journalBufferSizeBytes",
                String.valueOf(
                        aio ? configuration.getJournalBufferSize_AIO() : configuration.getJournalBufferSize_NIO()));
        facts.put(
                "journalMaxIo",
                String.valueOf(aio ? configuration.getJournalMaxIO_AIO() : configuration.getJournalMaxIO_NIO()));
        facts.put("journalDatasync", String.valueOf(files.isDatasync()));
        facts.put("journalSyncNonTransactional", String.valueOf(configuration.isJournalSyncNonTransactional()));
        facts.put("journalSyncTransactional", String.valueOf(configuration.isJournalSyncTransactional()));
        facts.put("journalFileSizeBytes", String.valueOf(configuration.getJournalFileSize()));
        facts.put("journalMinFiles", String.valueOf(configuration.getJournalMinFiles()));
        return switch (files) {
            case AIOSequentialFileFactory _ -> "ASYNCIO";
            case NIOSequentialFileFactory _ -> "NIO";
            case MappedSequentialFileFactory _ -> "MAPPED";
            default -> files.getClass().getSimpleName();
        };
    }
}
