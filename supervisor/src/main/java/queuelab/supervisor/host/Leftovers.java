package queuelab.supervisor.host;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Finds children of the lab whose supervisor is gone: they should have ended with it, and they bend a measurement. */
public final class Leftovers {
    private static final Pattern CHILD =
            Pattern.compile("/lib/(broker-config|producer|consumer|pair)-[0-9][^/ ]*\\.jar");

    private Leftovers() {}

    /** Each as “producer, PID 4711”. */
    public static List<String> find() {
        return ProcessHandle.allProcesses()
                .filter(Leftovers::isOrphan)
                .map(process -> program(process) + ", PID " + process.pid())
                .sorted()
                .toList();
    }

    /** A child of the lab's is the child of a JVM: its supervisor's, or a test's. One that outlived it has been passed on to init. */
    private static boolean isOrphan(ProcessHandle process) {
        return CHILD.matcher(commandLine(process)).find()
                && process.parent()
                        .flatMap(parent -> parent.info().command())
                        .filter(command ->
                                Path.of(command).getFileName().toString().startsWith("java"))
                        .isEmpty();
    }

    private static String program(ProcessHandle process) {
        var matcher = CHILD.matcher(commandLine(process));
        return matcher.find() ? matcher.group(1).replace("broker-config", "broker") : "process";
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }
}
