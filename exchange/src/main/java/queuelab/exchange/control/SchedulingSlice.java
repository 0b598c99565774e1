package queuelab.exchange.control;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;

/**
 * How long Linux lets a thread run before another one has its turn, and so how soon one runs that wakes: of two ordinary threads the one
 * with the shorter slice need not wait until the other has used up its own. Nothing gets more CPU time by it.
 *
 * <p>A message passes threads that wake often and run briefly. With the system's slice (1.4 ms on two cores, 2.8 ms on eight) they wait behind what runs once a
 * second (the accounts of all processes, and the compilers with them), and that wait would be measured as the broker's. A thread hands its
 * slice down to those it starts; the JVM's own, which are there before {@code main}, keep the system's.
 *
 * <p>Since Linux 6.12 through {@code sched_runtime} of sched_setattr(2). Elsewhere nothing changes, and the tails of the latencies show it.
 * What was measured is in the RATIONALE.md of the supervisor's {@code host}.
 */
public enum SchedulingSlice {
    /** For a thread that reads the clock of a message: the shortest that the kernel grants. */
    MEASURING(100_000),
    /** For all others that a message may have to wait for. */
    CARRYING(500_000),
    /** What the system gives by itself, 0.7 ms · (1 + log₂ cores), at most 2.8 ms: for what can wait. */
    ACCOUNTING(0);

    private static final long THIS_THREAD = 0;

    /** {@code struct sched_attr}, its first version: size, policy, flags, nice, priority, runtime, deadline, period. */
    private static final int ATTRIBUTES_BYTES = 48;

    private static final int RUNTIME_AT = 24;

    private final long nanos;

    SchedulingSlice(long nanos) {
        this.nanos = nanos;
    }

    /** Takes it for the calling thread. Returns whether the system agreed. */
    public boolean take() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return false;
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> take(314, 315);
            case "aarch64" -> take(274, 275);
            default -> false;
        };
    }

    private boolean take(long setNumber, long getNumber) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            if (call(getNumber, attributes, ATTRIBUTES_BYTES) != 0) {
                return false;
            }
            attributes.asByteBuffer().order(ByteOrder.nativeOrder()).putLong(RUNTIME_AT, nanos);
            return call(setNumber, attributes, 0) == 0;
        } catch (Throwable e) {
            // invokeExact declares Throwable; what really comes is an unsupported linker or a forbidden native call.
            return false;
        }
    }

    /** Both calls take the thread and the attributes first. sched_setattr takes flags then, and no more; the other the size, then flags. */
    private static long call(long number, MemorySegment attributes, long third) throws Throwable {
        return (long) Calls.SYSCALL.invokeExact(number, THIS_THREAD, attributes.address(), third, 0L);
    }

    /** System calls, linked once, when the first thread asks; numbers only, because anything else is converted by classes made for it. */
    private static final class Calls {
        static final MethodHandle SYSCALL = link();

        @SuppressWarnings("restricted") // a native call is the point; the launcher allows it
        private static MethodHandle link() {
            Linker linker = Linker.nativeLinker();
            var number = ValueLayout.JAVA_LONG;
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(number, number, number, number, number, number),
                    Linker.Option.firstVariadicArg(1));
        }
    }
}
