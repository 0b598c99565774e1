package queuelab.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/** Where a broker listens: the profile's one acceptor, with the host and port of this trial. */
final class BrokerAcceptor {
    private BrokerAcceptor() {}

    /** Keeps all parameters of the profile's acceptor but host and port; returns its name. */
    static String listenOn(String host, int port, BrokerProfile profile) throws BrokerException {
        Configuration configuration = profile.configuration();
        Set<TransportConfiguration> acceptors = configuration.getAcceptorConfigurations();
        if (acceptors.size() != 1) {
            throw new BrokerException(
                    "broker profile %s, with broker.properties, must have exactly 1 acceptor, which the lab listens on, has %d%s"
                            .formatted(profile.file(), acceptors.size(), names(acceptors)));
        }
        TransportConfiguration asked = acceptors.iterator().next();
        if (!NettyAcceptorFactory.class.getName().equals(asked.getFactoryClassName())) {
            throw new BrokerException(
                    "broker profile %s: acceptor `%s` must be a tcp:// one".formatted(profile.file(), asked.getName()));
        }
        Map<String, Object> parameters = new HashMap<>(asked.getParams());
        parameters.put(TransportConstants.HOST_PROP_NAME, host);
        parameters.put(TransportConstants.PORT_PROP_NAME, port);
        configuration.clearAcceptorConfigurations();
        configuration.addAcceptorConfiguration(new TransportConfiguration(
                asked.getFactoryClassName(), parameters, asked.getName(), asked.getExtraParams()));
        return asked.getName();
    }

    static String url(String host, int port) {
        return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The cause under Artemis's "failed to bind". Native transports put the system call before it, with a number. */
    static String whyNotBound(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return BrokerException.reason(root).replaceFirst("^bind\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", "");
    }

    private static String names(Set<TransportConfiguration> acceptors) {
        return acceptors.isEmpty()
                ? ""
                : acceptors.stream()
                        .map(TransportConfiguration::getName)
                        .sorted()
                        .collect(Collectors.joining(", ", ": ", ""));
    }
}
