package queuelab.supervisor.analysis;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The events in a broker's log that bend a benchmark: paging, blocking, a full disk, a broker that cannot keep up with itself.
 *
 * <p>Codes as in Artemis 2.55, {@code ActiveMQServerLogger}.
 */
final class BrokerLog {
    /** Name of the file in the broker's folder. */
    static final String FILE = "broker.log";

    private static final Pattern CODE = Pattern.compile("AMQ(22[0-9]{4})\\b");

    private static final Map<Integer, String> LIMITS = Map.ofEntries(
            Map.entry(222038, "paging started"),
            Map.entry(222039, "messages dropped, address full"),
            Map.entry(222183, "producers blocked, address full"),
            Map.entry(222210, "producers blocked, disk nearly full"),
            Map.entry(222212, "producers blocked, disk full"),
            Map.entry(224114, "producers blocked by address control"),
            Map.entry(224120, "page limit of messages reached"),
            Map.entry(224123, "page limit of bytes reached"),
            Map.entry(224127, "reading from pages blocked"),
            Map.entry(224128, "producers blocked, disk nearly full"));

    private static final Map<Integer, String> FAULTS = Map.of(
            222010, "critical I/O error",
            224079, "critical analyzer: virtual machine to be killed",
            224080, "critical analyzer: broker to be stopped",
            224081, "critical analyzer: component not responsive",
            224107, "critical analyzer: slow path");

    /** What was acknowledged was not handed out, or not in this life of the broker. */
    private static final int STALE_ACKNOWLEDGEMENT = 229027;

    private BrokerLog() {}

    /**
     * Reads a log.
     *
     * @param limits events at the limits of an address or disk, in words, with how often each occurred
     * @param faults the critical analyzer's and the like
     * @param staleAcknowledgements how often a consumer acknowledged what the broker had not handed to it, or not since it started
     */
    record Events(Map<String, Integer> limits, Map<String, Integer> faults, int staleAcknowledgements) {
        int count(boolean limitsAskedFor) {
            return sum(faults) + (limitsAskedFor ? 0 : sum(limits));
        }

        private static int sum(Map<String, Integer> events) {
            return events.values().stream().mapToInt(Integer::intValue).sum();
        }

        static String words(Map<String, Integer> events) {
            return events.entrySet().stream()
                    .map(event -> event.getKey() + " (" + event.getValue() + "×)")
                    .collect(Collectors.joining(", "));
        }
    }

    /** Several logs as one. */
    static Events read(List<Path> files) throws IOException {
        Map<String, Integer> limits = new TreeMap<>();
        Map<String, Integer> faults = new TreeMap<>();
        int stale = 0;
        for (Path file : files) {
            Events events = read(file);
            events.limits.forEach((event, count) -> limits.merge(event, count, Integer::sum));
            events.faults.forEach((event, count) -> faults.merge(event, count, Integer::sum));
            stale += events.staleAcknowledgements;
        }
        return new Events(limits, faults, stale);
    }

    static Events read(Path file) throws IOException {
        Map<String, Integer> limits = new TreeMap<>();
        Map<String, Integer> faults = new TreeMap<>();
        int stale = 0;
        // Every byte is a character in this encoding: a log cut inside one is still read.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher code = CODE.matcher(line);
                if (code.find()) {
                    int number = Integer.parseInt(code.group(1));
                    count(LIMITS, number, limits);
                    count(FAULTS, number, faults);
                    stale += number == STALE_ACKNOWLEDGEMENT ? 1 : 0;
                }
            }
        }
        return new Events(limits, faults, stale);
    }

    private static void count(Map<Integer, String> known, int number, Map<String, Integer> into) {
        String event = known.get(number);
        if (event != null) {
            into.merge("AMQ" + number + " " + event, 1, Integer::sum);
        }
    }
}
