package queuelab.benchmarks.result;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import queuelab.supervisor.host.Environment;

/**
 * When and on what something was measured.
 *
 * @param facts the machine's in {@code environment.json} of a run, and the date
 */
public record Machine(Map<String, Object> facts) {
    private static final double GIBIBYTE = 1L << 30;

    /** This machine, today. */
    public static Machine here(Path folder) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.putAll(new Environment().describe(folder));
        return new Machine(facts);
    }

    /** For the line above a table. */
    public String words() {
        long gibibytes = Math.round(((Number) facts.getOrDefault("memoryBytes", 0)).doubleValue() / GIBIBYTE);
        return facts.get("date") + ", " + facts.get("cores") + " cores (" + facts.get("cpu") + "), " + gibibytes
                + " GiB, " + facts.get("dataFileSystem") + ", " + facts.get("kernel") + ", JDK " + facts.get("jdk");
    }
}
