package queuelab.supervisor.host;

import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import queuelab.exchange.control.Frames;

/** Starts children on this machine, each a plain JVM of the same JDK as the supervisor's. */
@Singleton
public final class LocalHost implements Host {
    static final String LOG = "process.log";

    /**
     * Ctrl-C in a terminal reaches the whole process group. The supervisor decides what ends when, so its children ignore it: an ignored
     * signal stays ignored across exec, and the JVM respects that.
     */
    private static final List<String> IGNORING_INTERRUPTS = List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

    private final Distribution distribution;

    LocalHost(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public ChildProcess start(ChildSpec spec, Consumer<ChildEvent> events) throws HostException {
        try {
            Files.createDirectories(spec.folder());
            Process process = new ProcessBuilder(commandLine(spec))
                    .redirectError(
                            ProcessBuilder.Redirect.appendTo(log(spec.folder()).toFile()))
                    .start();
            return LocalChild.attach(spec, process, Frames.encode(spec.assignment()), events);
        } catch (IOException e) {
            throw new HostException("could not start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    static Path log(Path folder) {
        return folder.resolve(LOG);
    }

    private List<String> commandLine(ChildSpec spec) throws HostException {
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
                        "-XX:+UseSerialGC",
                        "-Xmx" + spec.heapBytes())
                .forEach(line::add);
        line.addAll(Compilation.of(spec.role()).flags());
        line.addAll(distribution.aotCache().flags(spec.role().program()));
        line.add("-Djava.library.path=" + distribution.nativeLibraries());
        line.add("-jar");
        line.add(distribution.program(spec.role()).toString());
        return line;
    }
}
