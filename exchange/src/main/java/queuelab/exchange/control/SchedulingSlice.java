package queuelab.exchange.control;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Asks Linux to let the calling thread run soon after it wakes. A measuring thread wakes often and runs briefly; with the default slice of
 * about 3 ms it waits behind whatever runs, and that wait would be measured as the broker's.
 *
 * <p>Since Linux 6.12 an ordinary thread may ask for a shorter slice through {@code sched_runtime} of sched_setattr(2), which gives it an
 * earlier deadline in the fair scheduler, not more CPU time. Elsewhere nothing changes, and the schedule lag shows it. Measured on two cores
 * at 2,000 messages a second: p99 of the schedule lag from 1.6 ms to 0.1–0.3 ms.
 */
public final class SchedulingSlice {
    /** The shortest that the kernel grants. */
    private static final long SLICE_NANOS = 100_000;

    /** {@code struct sched_attr}, its first version: size, policy, flags, nice, priority, runtime, deadline, period. */
    private static final int ATTRIBUTES_BYTES = 48;

    private static final long RUNTIME_AT = 24;
    private static final int THIS_THREAD = 0;

    private SchedulingSlice() {}

    /** Asks for it, for the calling thread. Returns whether the system agreed. */
    public static boolean shorten() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return false;
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> shorten(314, 315);
            case "aarch64" -> shorten(274, 275);
            default -> false;
        };
    }

    @SuppressWarnings("restricted") // a native call is the point; the launcher allows it
    private static boolean shorten(long setNumber, long getNumber) {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle set = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(1));
            MethodHandle get = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(1));
            MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            if ((long) get.invokeExact(getNumber, THIS_THREAD, attributes, ATTRIBUTES_BYTES, 0) != 0) {
                return false;
            }
            attributes.set(ValueLayout.JAVA_LONG, RUNTIME_AT, SLICE_NANOS);
            return (long) set.invokeExact(setNumber, THIS_THREAD, attributes, 0) == 0;
        } catch (Throwable e) {
            // invokeExact declares Throwable; what really comes is an unsupported linker or a forbidden native call.
            return false;
        }
    }
}
