package queuelab.exchange.control;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** What this process has cost so far. */
public final class ProcessTimes {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ProcessTimes() {}

    /** CPU time of all threads, user and system. */
    public static long cpuMillis() {
        return SYSTEM.getProcessCpuTime() / 1_000_000;
    }

    /** Time spent in garbage collection, all collectors together. */
    public static long gcMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** How many garbage collections there were, of all collectors together. */
    public static long gcCount() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
