package queuelab.exchange.transport.pipe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import queuelab.exchange.transport.PipeSpec;
import queuelab.exchange.transport.Transport;
import queuelab.exchange.transport.TransportException;
import queuelab.exchange.transport.peer.Opening;
import queuelab.exchange.transport.peer.Wire;
import queuelab.exchange.transport.peer.WireTransport;

/**
 * Two kernel pipes, one for messages and one for confirmations. Opening one end waits in the kernel for the other, so both sides open
 * them in the same order; after that their names are no longer needed and are removed.
 */
public final class PipeTransport implements WireTransport.Ends {
    private final Path messages;
    private final Path confirmations;
    private final String name;

    private PipeTransport(PipeSpec spec) {
        this.messages = Path.of(spec.messages());
        this.confirmations = Path.of(spec.confirmations());
        this.name = "the pipe " + messages;
    }

    /** A transport over these pipes. */
    public static Transport open(PipeSpec spec) {
        return new WireTransport(new PipeTransport(spec));
    }

    /**
     * Makes both pipes, by the command that every Unix has; Java knows no call for it.
     *
     * @throws TransportException when the system cannot or will not
     */
    public static void make(PipeSpec spec) throws TransportException {
        try {
            Process process = new ProcessBuilder("mkfifo", "-m", "600", spec.messages(), spec.confirmations())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new TransportException("cannot make a pipe: " + said, null);
            }
        } catch (IOException e) {
            throw new TransportException("cannot make a pipe: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while making a pipe", e);
        }
    }

    @Override
    public Opening<Wire> sending() {
        return Opening.begin(
                name,
                () -> {
                    FileChannel out = FileChannel.open(messages, StandardOpenOption.WRITE);
                    FileChannel in = FileChannel.open(confirmations, StandardOpenOption.READ);
                    return new Wire(name, in, out, in::close);
                },
                this::release);
    }

    @Override
    public Opening<Wire> receiving() {
        return Opening.begin(
                name,
                () -> {
                    FileChannel in = FileChannel.open(messages, StandardOpenOption.READ);
                    FileChannel out = FileChannel.open(confirmations, StandardOpenOption.WRITE);
                    Files.deleteIfExists(messages);
                    Files.deleteIfExists(confirmations);
                    return new Wire(name, in, out, in::close);
                },
                this::release);
    }

    /** Opening a FIFO both ways never waits, and frees whoever waits for either end. */
    private void release() throws IOException {
        for (Path fifo : new Path[] {messages, confirmations}) {
            if (Files.exists(fifo)) {
                FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE)
                        .close();
            }
        }
    }
}
