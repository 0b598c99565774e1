package queuelab.benchmarks.result;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** When and on what something was measured. */
public record Machine(
        String date, int cores, long memoryBytes, String system, String processor, String jdk, String fileSystem) {
    /** This machine, today. */
    public static Machine here(Path folder) throws IOException {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                        ? bean.getTotalMemorySize()
                        : 0;
        return new Machine(
                LocalDate.now(ZoneOffset.UTC).toString(),
                Runtime.getRuntime().availableProcessors(),
                memory,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                nameOfProcessor(),
                System.getProperty("java.vm.vendor") + " " + Runtime.version(),
                Files.getFileStore(folder).type());
    }

    private static String nameOfProcessor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    /** For the line above a table. */
    public String words() {
        return date + ", " + cores + " cores (" + processor + "), " + Math.round(memoryBytes / (double) (1L << 30))
                + " GiB, " + fileSystem + ", " + system + ", JDK " + jdk;
    }

    /** For a document. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("date", date);
        facts.put("cores", cores);
        facts.put("memoryBytes", memoryBytes);
        facts.put("system", system);
        facts.put("processor", processor);
        facts.put("jdk", jdk);
        facts.put("fileSystem", fileSystem);
        return facts;
    }
}
