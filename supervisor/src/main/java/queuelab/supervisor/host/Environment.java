package queuelab.supervisor.host;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import oshi.SystemInfo;

/** Describes the machine and the software a run was made with: {@code environment.json}. */
@Singleton
public final class Environment {
    private final SystemInfo system = new SystemInfo();

    /**
     * Facts in a stable order; sizes in bytes. No host or user name, so that a report can be passed on.
     *
     * @param dataFolder where brokers keep their journals; must exist
     */
    public Map<String, Object> describe(Path dataFolder) throws IOException {
        var processor = system.getHardware().getProcessor();
        var os = system.getOperatingSystem();
        FileStore store = Files.getFileStore(dataFolder);
        var facts = new LinkedHashMap<String, Object>();
        facts.put("lab", version());
        facts.put("os", os.toString());
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("architecture", System.getProperty("os.arch"));
        facts.put("cpu", processor.getProcessorIdentifier().getName().strip());
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("memoryBytes", system.getHardware().getMemory().getTotal());
        facts.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("brokerCompilation", Compilation.of(ChildSpec.Role.BROKER).words());
        facts.put("dataFileSystem", store.type());
        facts.put("dataFreeBytes", store.getUsableSpace());
        return facts;
    }

    /** The same, and how far producers and consumers of the run are compiled. */
    public Map<String, Object> describe(Path dataFolder, Compilation workers) throws IOException {
        var facts = new LinkedHashMap<>(describe(dataFolder));
        facts.put("workerCompilation", workers.words());
        return facts;
    }

    /** Version of the lab. */
    public static String version() {
        String version = Environment.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
