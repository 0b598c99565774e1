package queuelab.supervisor.host;

import java.util.List;
import java.util.regex.Pattern;

/** Finds children of the lab whose supervisor is gone: they should have ended with it, and they bend a measurement. */
public final class Leftovers {
    private static final Pattern CHILD = Pattern.compile("/lib/(broker-config|producer|consumer)-[0-9][^/ ]*\\.jar");
    private static final Pattern SUPERVISOR = Pattern.compile("/lib/supervisor-[0-9][^/ ]*\\.jar");

    private Leftovers() {}

    /** Each as “producer, PID 4711”. */
    public static List<String> find() {
        return ProcessHandle.allProcesses()
                .filter(Leftovers::isOrphan)
                .map(process -> program(process) + ", PID " + process.pid())
                .sorted()
                .toList();
    }

    private static boolean isOrphan(ProcessHandle process) {
        return CHILD.matcher(commandLine(process)).find()
                && process.parent()
                        .filter(parent -> parent.pid()
                                        == ProcessHandle.current().pid()
                                || SUPERVISOR.matcher(commandLine(parent)).find())
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
