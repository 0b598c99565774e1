package queuelab.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * Which journal type a broker is asked for, told from the files themselves: where there is no libaio, Artemis replaces ASYNCIO by NIO as it reads
 * them.
 */
public final class JournalAsked {
    private static final String PROPERTY = "journalType";

    private JournalAsked() {}

    /**
     * {@code NIO}, {@code ASYNCIO} or {@code MAPPED}, also where persistence is off.
     *
     * @param profile the profile's folder
     * @param properties broker properties applied over it
     */
    public static String of(Path profile, Map<String, String> properties) throws BrokerException {
        String written = properties.get(PROPERTY);
        return written == null ? BrokerProfile.journalAsked(profile) : written;
    }
}
