package queuelab.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a broker while it runs, and once it does no more. */
@Timeout(60)
class ActivityProbeTest {
    @TempDir
    Path folder;

    @Test
    void nothing_is_seen_of_a_broker_that_stopped_while_it_was_looked_at() throws Exception {
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setJournalDirectory(folder.resolve("journal").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString()));
        broker.start();
        ActivityProbe probe;
        try {
            probe = ActivityProbe.of(broker.getActiveMQServer(), folder);
            assertThat(probe.look()).isPresent();
        } finally {
            broker.stop();
        }

        assertThat(probe.look()).isEmpty();
    }
}
