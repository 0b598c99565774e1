package queuelab.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.JsonUtil;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.json.JsonObject;
import org.apache.activemq.artemis.utils.uri.BeanSupport;
import org.apache.commons.beanutils.converters.BooleanConverter;
import org.apache.commons.beanutils.converters.DoubleConverter;
import org.apache.commons.beanutils.converters.FloatConverter;
import org.apache.commons.beanutils.converters.IntegerConverter;
import org.apache.commons.beanutils.converters.LongConverter;

/** Applies {@code broker.properties} with Artemis's own mechanism, and makes errors of what that one lets pass. */
final class BrokerProperties {
    private static final String SOURCE = "queuelab";

    /** What the lab itself decides for each trial: set here, it would be replaced without a word. */
    private static final Set<String> THE_LABS_OWN = Set.of(
            "bindingsDirectory",
            "configurationFileRefreshPeriod",
            "journalDirectory",
            "journalLockAcquisitionTimeout",
            "largeMessagesDirectory",
            "nodeManagerLockDirectory",
            "pagingDirectory");

    /** Where a broker listens. */
    private static final Set<String> PLACE =
            Set.of(TransportConstants.HOST_PROP_NAME, TransportConstants.PORT_PROP_NAME);

    /** Artemis takes parameters of an acceptor into a map, known to it or not. */
    private static final Pattern ACCEPTOR_PARAMETER =
            Pattern.compile("acceptorConfigurations\\.(?:\"[^\"]*\"|[^.\"]+)\\.params\\.(.+)");

    static {
        // Artemis hands text to converters that turn "abc" into 0 or false. These throw instead; Artemis puts them
        // first.
        BeanSupport.registerConverter(new IntegerConverter(), Integer.TYPE);
        BeanSupport.registerConverter(new IntegerConverter(), Integer.class);
        BeanSupport.registerConverter(new LongConverter(), Long.class);
        BeanSupport.registerConverter(new BooleanConverter(), Boolean.TYPE);
        BeanSupport.registerConverter(new BooleanConverter(), Boolean.class);
        BeanSupport.registerConverter(new DoubleConverter(), Double.TYPE);
        BeanSupport.registerConverter(new FloatConverter(), Float.TYPE);
    }

    private BrokerProperties() {}

    /** Applies all of them, or says what is wrong with each that cannot be. */
    static void apply(Map<String, String> properties, Configuration configuration) throws BrokerException {
        if (properties.isEmpty()) {
            return;
        }
        List<String> problems = new ArrayList<>();
        Properties accepted = new Properties();
        new TreeMap<>(properties).forEach((name, value) -> {
            Matcher acceptor = ACCEPTOR_PARAMETER.matcher(name);
            if (THE_LABS_OWN.contains(name) || (acceptor.matches() && PLACE.contains(acceptor.group(1)))) {
                problems.add("`%s` is the lab's own to set, got %s".formatted(name, shown(name, value)));
            } else if (acceptor.matches() && !TransportConstants.ALLOWABLE_ACCEPTOR_KEYS.contains(acceptor.group(1))) {
                problems.add("`%s` is not a property of Artemis, got %s".formatted(name, shown(name, value)));
            } else {
                accepted.setProperty(name, value);
            }
        });
        if (!accepted.isEmpty()) {
            try {
                configuration.parsePrefixedProperties(configuration, SOURCE, accepted, null);
            } catch (Exception e) {
                throw new BrokerException("broker.properties cannot be applied: " + BrokerException.reason(e), e);
            }
            problems.addAll(rejected(configuration, accepted));
        }
        if (!problems.isEmpty()) {
            throw new BrokerException("broker.properties: " + String.join("; ", problems));
        }
    }

    /** Artemis does not throw: it notes {@code {"value": "name=text", "reason": …}} in its status. */
    private static List<String> rejected(Configuration configuration, Properties accepted) {
        JsonObject applied = JsonUtil.readJsonObject(configuration.getStatus())
                .getJsonObject("properties")
                .getJsonObject(SOURCE);
        Map<String, String> byName = new TreeMap<>();
        for (var error : applied.getJsonArray("errors")) {
            JsonObject rejection = error.asJsonObject();
            String entry = rejection.getString("value");
            String name = accepted.stringPropertyNames().stream()
                    .filter(candidate -> entry.equals(candidate + "=" + accepted.getProperty(candidate)))
                    .findFirst()
                    .orElse(entry);
            String value = shown(name, accepted.getProperty(name, ""));
            byName.put(name, sentence(name, value, rejection.getString("reason")));
        }
        return List.copyOf(byName.values());
    }

    private static String sentence(String name, String value, String reason) {
        // The reason begins with the class of an exception, which says nothing to the person who wrote the property.
        String cause = reason.replaceFirst("^(?:[\\w$]+\\.)+[\\w$]+: ", "");
        boolean unknown = cause.startsWith("No accessor method descriptor")
                || cause.startsWith("No getter for property")
                || cause.startsWith("No Write method")
                || cause.startsWith("Unknown property");
        return unknown
                ? "`%s` is not a property of Artemis, got %s".formatted(name, value)
                : "`%s` cannot take %s: %s".formatted(name, value, cause);
    }

    private static String shown(String name, String value) {
        return name.toLowerCase(Locale.ROOT).contains("password") ? "a password" : "`" + value + "`";
    }
}
