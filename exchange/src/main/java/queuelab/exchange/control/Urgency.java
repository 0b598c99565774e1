package queuelab.exchange.control;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How soon a thread runs that wakes while others do, as Linux's scheduler is told it: by how long a slice it asks for, and by how nice it is. Of
 * two ordinary threads the one with the shorter slice need not wait until the other has used up its own, and the nicer one gives way sooner
 * and gets less of a CPU that both want.
 *
 * <p>A message passes threads that wake often and run briefly. With the system's slice (1.4 ms on two cores, 2.8 ms on eight) they wait behind what runs once a
 * second (the accounts of all processes, and the compilers with them), and that wait would be measured as the broker's. A thread hands its
 * urgency down to those it starts, and to processes; the JVM's own threads, which are there before {@code main}, keep the system's.
 *
 * <p>Through sched_setattr(2); slices since Linux 6.12. Elsewhere nothing changes, and the tails of the latencies show it. What was measured
 * is in the RATIONALE.md of the supervisor's {@code host}.
 */
public enum Urgency {
    /** For a thread that reads the clock of a message: the shortest slice that the kernel grants. */
    MEASURING(100_000, -20),
    /** For all others that a message may have to wait for. */
    CARRYING(500_000, -20),
    /** For what can wait: the slice that the system gives by itself, 0.7 ms · (1 + log₂ cores), at most 2.8 ms. There is no way back without privileges. */
    WAITING(0, 5);

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final long THIS_THREAD = 0;

    /** {@code struct sched_attr}, its first version: size, policy, flags, nice, priority, runtime, deadline, period. */
    private static final int ATTRIBUTES_BYTES = 48;

    private static final int NICE_AT = 16;
    private static final int RUNTIME_AT = 24;

    private final long sliceNanos;
    private final int nice;

    /** @param nice what a thread has at least, from −20 to 19: one that is nicer already stays so, because going back needs privileges */
    Urgency(long sliceNanos, int nice) {
        this.sliceNanos = sliceNanos;
        this.nice = nice;
    }

    /** Takes it for the calling thread. Returns whether the system agreed. */
    public boolean take() {
        return give(THIS_THREAD);
    }

    /**
     * Gives it to the threads of this JVM that compile, and so to those that they start.
     *
     * @return whether the system agreed for all of them
     */
    public boolean giveToCompilers() {
        String[] threads = THREADS.toFile().list();
        if (threads == null) {
            return false;
        }
        boolean agreed = true;
        for (String thread : threads) {
            agreed &= !isCompiler(thread) || give(Long.parseLong(thread));
        }
        return agreed;
    }

    /** Whether HotSpot named it “C1 CompilerThread0” or the like; the system keeps 15 characters. */
    private static boolean isCompiler(String thread) {
        try {
            String name = Files.readString(THREADS.resolve(thread).resolve("comm"));
            return name.startsWith("C1 CompilerThr") || name.startsWith("C2 CompilerThr");
        } catch (IOException e) {
            return false; // it has ended since
        }
    }

    private boolean give(long thread) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return false;
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> give(thread, 314, 315);
            case "aarch64" -> give(thread, 274, 275);
            default -> false;
        };
    }

    private boolean give(long thread, long setNumber, long getNumber) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            if (call(getNumber, thread, attributes, ATTRIBUTES_BYTES) != 0) {
                return false;
            }
            ByteBuffer fields = attributes.asByteBuffer().order(ByteOrder.nativeOrder());
            fields.putLong(RUNTIME_AT, sliceNanos);
            fields.putInt(NICE_AT, Math.max(fields.getInt(NICE_AT), nice));
            return call(setNumber, thread, attributes, 0) == 0;
        } catch (Throwable e) {
            // invokeExact declares Throwable; what really comes is an unsupported linker or a forbidden native call.
            return false;
        }
    }

    /** Both calls take the thread and the attributes first. sched_setattr takes flags then, and no more; the other the size, then flags. */
    private static long call(long number, long thread, MemorySegment attributes, long third) throws Throwable {
        return (long) Calls.SYSCALL.invokeExact(number, thread, attributes.address(), third, 0L);
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
