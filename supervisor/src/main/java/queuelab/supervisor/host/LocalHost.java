package queuelab.supervisor.host;

import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import queuelab.exchange.control.Frames;
import queuelab.exchange.control.Urgency;
import queuelab.supervisor.host.ChildSpec.Role;

/** Starts children on this machine, each a plain JVM of the same JDK as the supervisor's. */
@Singleton
public final class LocalHost implements Host {
    static final String LOG = "process.log";

    /**
     * Making classes while it runs is what a child does a little of, and at its start: reflection does without, and what is left is not
     * compiled. Compiling one method of it takes more memory than compiling anything else in a child.
     */
    private static final List<String> FEW_CLASSES_MADE = List.of(
            "-Djdk.reflect.useNativeAccessorOnly=true",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=exclude,jdk.internal.classfile.*::*");

    /** A worker has few connections: their buffers come from one arena, in chunks of 1 MiB. Netty's default is two arenas a core, of 4 MiB. */
    private static final List<String> NETTY =
            List.of("-Dio.netty.allocator.numDirectArenas=1", "-Dio.netty.allocator.maxOrder=7");

    /** Of a worker's heap, for new objects. The JVM's own third would be touched from end to end before it is collected. */
    private static final long YOUNG_SHARE = 12;

    /** Half of the young generation is for what outlives a collection: messages that are under way then. By default it is a fifth. */
    private static final String SURVIVORS = "-XX:SurvivorRatio=2";

    /** The program that is a producer and a consumer in one process. */
    private static final String PAIR = "pair";

    /**
     * Ctrl-C in a terminal reaches the whole process group. The supervisor decides what ends when, so its children ignore it: an ignored
     * signal stays ignored across exec, and the JVM respects that.
     */
    private static final List<String> IGNORING_INTERRUPTS = List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

    /** A child has the urgency of the thread that starts it, and those that ask for one have little: see {@link Urgency#WAITING}. */
    private static final Executor STARTER = starter();

    private final Distribution distribution;

    public LocalHost(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public ChildProcess start(ChildSpec spec, Consumer<ChildEvent> events) throws HostException {
        try {
            Files.createDirectories(spec.folder());
            Process process = start(spec, spec.heapBytes(), spec.role().program());
            return LocalChild.attach(spec, process, Frames.encode(spec.assignment()), events);
        } catch (IOException e) {
            throw new HostException("could not start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<ChildProcess> startTogether(ChildSpec producer, ChildSpec consumer, Consumer<ChildEvent> events)
            throws HostException {
        try {
            Files.createDirectories(producer.folder());
            Files.createDirectories(consumer.folder());
            long heapBytes = producer.heapBytes() + consumer.heapBytes();
            Process process = start(producer, heapBytes, PAIR);
            return LocalChild.attachTogether(List.of(consumer, producer), process, events);
        } catch (IOException e) {
            throw new HostException(
                    "could not start " + producer.name() + " and " + consumer.name() + ": " + e.getMessage(), e);
        }
    }

    /** Logs to the folder of this specification. */
    private Process start(ChildSpec spec, long heapBytes, String program) throws IOException, HostException {
        var builder = new ProcessBuilder(commandLine(spec, heapBytes, program))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(log(spec.folder()).toFile()));
        try {
            // Waits even if it is interrupted: nobody would know of a process that has started meanwhile.
            return CompletableFuture.supplyAsync(() -> start(builder), STARTER).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failed) {
                throw failed.getCause();
            }
            throw e;
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its one thread begins at once, with the urgency of whoever makes the first host, which is before any trial. */
    private static Executor starter() {
        var starter = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("starts-children").factory());
        starter.prestartCoreThread();
        return starter;
    }

    /** With C2 only where it was trained: it would not know what to compile, and take far longer. */
    @Override
    public Compilation ofWorkers(boolean withC2) {
        AotCache cache = distribution.aotCache();
        boolean trained = Stream.of(Role.PRODUCER, Role.CONSUMER).allMatch(role -> cache.isThere(role.program()));
        return withC2 && trained ? Compilation.TIERED : Compilation.of(Role.PRODUCER);
    }

    @Override
    public void removeStorage(Path storage) throws IOException {
        Folders.remove(storage);
    }

    static Path log(Path folder) {
        return folder.resolve(LOG);
    }

    private List<String> commandLine(ChildSpec spec, long heapBytes, String program) throws HostException {
        var line = new ArrayList<String>();
        if (File.separatorChar == '/') {
            line.addAll(IGNORING_INTERRUPTS);
        }
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Stream.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xlog:disable",
                        "-Xlog:all=warning:stderr",
                        "-Xlog:aot*=off:stderr", // a cache that is of other jars is passed over
                        "-XX:+UseSerialGC",
                        "-Xmx" + heapBytes)
                .forEach(line::add);
        line.addAll(FEW_CLASSES_MADE);
        if (spec.role() != Role.BROKER) {
            line.add("-Xmn" + heapBytes / YOUNG_SHARE);
            line.add(SURVIVORS);
            line.addAll(NETTY);
        }
        AotCache cache = distribution.aotCache();
        line.addAll((cache.isTraining() ? Compilation.inTraining(spec.role()) : spec.compilation()).flags());
        line.addAll(cache.flags(program));
        line.add("-Djava.library.path=" + distribution.nativeLibraries());
        String jar = distribution.program(program).toString();
        String mainClass = spec.role().mainClass();
        line.addAll(mainClass.isEmpty() ? List.of("-jar", jar) : List.of("-cp", jar, mainClass));
        return line;
    }
}
