package queuelab.supervisor.host;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.software.os.OSProcess;

/** CPU, memory and scheduling figures of processes and of this machine. OSHI reads them, but for two it does not know. */
@Singleton
public final class Figures {
    private static final Path PROC = Path.of("/proc");

    /** USER_HZ of proc(5): 100 on every architecture of Linux that a JDK 25 runs on. */
    private static final long MILLIS_PER_TICK = 10;

    private final SystemInfo system = new SystemInfo();
    /** 0 until it is asked for: asking loads OSHI's native library, which most commands do without. */
    private volatile long pageBytes;

    /**
     * What one process has used.
     *
     * @param cpuMillis user and system time
     * @param rssBytes resident memory now
     * @param peakRssBytes largest resident memory so far; equals {@code rssBytes} where the system does not keep it
     * @param runDelayMillis time each present thread was ready to run but had no CPU, by thread id; empty where the system does not keep
     *     it
     */
    public record ProcessFigures(long cpuMillis, long rssBytes, long peakRssBytes, Map<String, Long> runDelayMillis) {
        public ProcessFigures {
            runDelayMillis = Map.copyOf(runDelayMillis);
        }
    }

    /**
     * What the machine's CPUs did since it started.
     *
     * @param busyMillis all time not idle, all cores together
     * @param stolenMillis time the hypervisor took
     */
    public record MachineFigures(long busyMillis, long stolenMillis) {}

    /** The process's figures, or empty when it is gone. */
    public Optional<ProcessFigures> process(long pid) {
        OSProcess process = system.getOperatingSystem().getProcess((int) pid);
        if (process == null || process.getState() == OSProcess.State.ZOMBIE) {
            return Optional.empty();
        }
        long rss = process.getResidentMemory();
        return Optional.of(new ProcessFigures(
                process.getKernelTime() + process.getUserTime(),
                rss,
                Math.max(rss, peakRssBytes(pid)),
                runDelayMillis(pid)));
    }

    /**
     * CPU time and memory alone, at a tenth of the price: one file where {@link #process} reads one for each thread. Empty when the process is
     * gone.
     */
    public Optional<ProcessFigures> glance(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            // Fields of proc(5) from the third on; the second, the name, may hold spaces.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (fields[0].equals("Z")) {
                return Optional.empty();
            }
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            long rss = Long.parseLong(fields[21]) * pageBytes();
            return Optional.of(new ProcessFigures(ticks * MILLIS_PER_TICK, rss, rss, Map.of()));
        } catch (IOException e) {
            return Files.exists(PROC) ? Optional.empty() : process(pid);
        }
    }

    private long pageBytes() {
        if (pageBytes == 0) {
            pageBytes = system.getHardware().getMemory().getPageSize();
        }
        return pageBytes;
    }

    public MachineFigures machine() {
        CentralProcessor processor = system.getHardware().getProcessor();
        long[] ticks = processor.getSystemCpuLoadTicks();
        long busy = 0;
        for (TickType type : TickType.values()) {
            if (type != TickType.IDLE && type != TickType.IOWAIT) {
                busy += ticks[type.getIndex()];
            }
        }
        return new MachineFigures(busy, ticks[TickType.STEAL.getIndex()]);
    }

    /** The largest resident memory of a process so far, in bytes: VmHWM of proc(5); 0 where there is none. */
    public static long peakRssBytes(long pid) {
        try {
            for (String line : Files.readAllLines(PROC.resolve(pid + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }

    /** Second field of /proc/PID/task/TID/schedstat: nanoseconds waited on a run queue. */
    private static Map<String, Long> runDelayMillis(long pid) {
        var delays = new HashMap<String, Long>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                try {
                    String[] fields =
                            Files.readString(thread.resolve("schedstat")).split(" ", -1);
                    delays.put(thread.getFileName().toString(), Long.parseLong(fields[1]) / 1_000_000);
                } catch (NoSuchFileException e) {
                    // The thread ended between the listing and the reading.
                }
            }
        } catch (IOException e) {
            return delays; // The process ended, or this is no Linux.
        }
        return delays;
    }
}
