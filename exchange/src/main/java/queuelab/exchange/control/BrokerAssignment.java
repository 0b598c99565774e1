package queuelab.exchange.control;

import java.util.Map;

/**
 * One broker to run.
 *
 * @param recordings the folder for the broker's log and effective configuration
 * @param profile absolute path of the profile folder, which holds a {@code broker.xml}
 * @param properties Artemis broker properties, applied over the profile; an unknown or ill-typed one is an error
 * @param storage the folder, absolute, for journal, bindings, paging and large messages; created by the broker
 * @param host the address to listen on
 * @param port the TCP port to listen on, 0 for any free one
 * @param user the generated user every lab process logs in as
 * @param password its generated password
 * @param window the phases of the trial
 * @param stages whether the broker records when each message arrived, was stored and was handed out
 */
public record BrokerAssignment(
        String recordings,
        String profile,
        Map<String, String> properties,
        String storage,
        String host,
        int port,
        String user,
        String password,
        TrialWindow window,
        boolean stages)
        implements Assignment {
    public BrokerAssignment {
        properties = Map.copyOf(properties);
    }

    /** Without the password, so that it can be logged. */
    @Override
    public String toString() {
        return "BrokerAssignment[profile=" + profile + ", storage=" + storage + ", " + host + ":" + port + "]";
    }
}
