package queuelab.exchange.control;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lives of several children in one process, each as if it had a process of its own: they share stdin and stdout, on which every line
 * begins with the name of the child it is for or from and a space. The process ends when all have ended, with the highest of their exit
 * codes; a failure of one ends them all.
 */
public final class Together {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream input;
    private final OutputStream output;
    private final Watchdog watchdog;
    private final Map<String, PipedOutputStream> inputs = new LinkedHashMap<>();
    private final AtomicInteger code = new AtomicInteger(Child.DONE);

    private Together(InputStream input, OutputStream output, Watchdog watchdog) {
        this.input = input;
        this.output = output;
        this.watchdog = watchdog;
    }

    /**
     * One of the children.
     *
     * @param name what its lines begin with
     * @param kind the one kind of assignment it takes
     */
    public record Member<A extends Assignment>(String name, Class<A> kind, Child.Opening<A> opening) {}

    /**
     * Lives these lives and ends the process.
     *
     * @param about what the program is, for a person who runs it by hand
     */
    public static void live(String[] arguments, String about, List<Member<?>> members) {
        if (arguments.length > 0) {
            System.err.println(about
                    + "\nIt is started by the lab. Each line on its stdin and stdout begins with the name of the child it is for"
                    + " or from; what follows is what a child alone would read or write.");
            System.exit(Child.MISUSED);
        }
        Urgency.CARRYING.take();
        OutputStream frames = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // so that no library's chatter gets between the frames
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(Child.FAILED);
        });
        var input = new Stdin();
        int code = new Together(input.stream(), frames, Watchdog.halting()).serve(members);
        input.close();
        System.exit(code);
    }

    /**
     * The same over other streams, and without ending this process: for tests, which have no process to lose.
     *
     * @return the exit code
     */
    public static int over(InputStream commands, OutputStream reports, List<Member<?>> members) {
        return new Together(commands, reports, () -> {}).serve(members);
    }

    private int serve(List<Member<?>> members) {
        List<Thread> lives = new ArrayList<>();
        try {
            for (Member<?> member : members) {
                var commands = new PipedOutputStream();
                var commandsRead = new PipedInputStream(commands, BUFFER_BYTES);
                inputs.put(member.name(), commands);
                lives.add(Thread.ofPlatform().name(member.name()).unstarted(() -> live(member, commandsRead)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // connecting two pipes in memory
        }
        Thread.ofPlatform().daemon().name("stdin-of-all").start(this::deal);
        lives.forEach(Thread::start);
        try {
            for (Thread life : lives) {
                life.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Child.FAILED;
        }
        return code.get();
    }

    private <A extends Assignment> void live(Member<A> member, InputStream commands) {
        var child = new Child(member.name(), commands, new Named(member.name()), watchdog);
        int ended = child.serve(member.kind(), member.opening());
        code.accumulateAndGet(ended, Math::max);
        if (ended != Child.DONE) {
            watchdog.unleash();
            endInputs(); // the others have nobody to talk to
        }
    }

    /** Deals the lines of stdin out to the children. The end of it is the end of all their inputs. */
    private void deal() {
        try (var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                PipedOutputStream member = space < 0 ? null : inputs.get(line.substring(0, space));
                if (member == null) {
                    System.err.println("a line for none of " + inputs.keySet() + " was ignored: " + line);
                } else {
                    pass(member, line.substring(space + 1));
                }
            }
        } catch (AsynchronousCloseException e) {
            // By this process, whose children have all ended.
        } catch (IOException e) {
            System.err.println("stdin broke off: " + e.getMessage());
        }
        endInputs();
    }

    private static void pass(PipedOutputStream member, String line) {
        try {
            member.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            member.flush(); // else the reader looks once a second
        } catch (IOException e) {
            // That child has ended; what is said to it now is lost, as on a closed stdin.
        }
    }

    private void endInputs() {
        inputs.values().forEach(member -> {
            try {
                member.close();
            } catch (IOException e) {
                // Its reader is gone already.
            }
        });
    }

    /** The shared stdout, as one child sees it. A {@link Line} writes each frame in one call. */
    private final class Named extends OutputStream {
        private final byte[] name;

        Named(String name) {
            this.name = (name + " ").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void write(int single) {
            throw new UnsupportedOperationException("frames are written whole");
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, bytes.length);
            byte[] line = new byte[name.length + length];
            System.arraycopy(name, 0, line, 0, name.length);
            System.arraycopy(bytes, from, line, name.length, length);
            synchronized (output) {
                output.write(line);
                output.flush();
            }
        }
    }
}
