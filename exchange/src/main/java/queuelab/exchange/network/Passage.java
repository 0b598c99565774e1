package queuelab.exchange.network;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One way of one connection: a thread reads, another writes what it read once its time has come. Few chunks are under way at a time, so
 * that whoever sends feels a slow network as back-pressure.
 */
final class Passage {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int MOST_CHUNKS = 256;

    private final Proxy proxy;
    private final Socket from;
    private final Socket to;
    private final BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(MOST_CHUNKS);

    /** Bytes, and when they arrived; none at the end. */
    private static final class Chunk {
        private final byte[] bytes;
        private final long readNanos;

        Chunk(byte[] bytes, long readNanos) {
            this.bytes = bytes;
            this.readNanos = readNanos;
        }
    }

    Passage(Proxy proxy, Socket from, Socket to) {
        this.proxy = proxy;
        this.from = from;
        this.to = to;
    }

    void start() {
        Thread.ofPlatform().daemon().name("passage-read").start(this::read);
        Thread.ofPlatform().daemon().name("passage-write").start(this::write);
    }

    private void read() {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            for (int length = from.getInputStream().read(buffer);
                    length >= 0;
                    length = from.getInputStream().read(buffer)) {
                underWay.put(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime()));
            }
            underWay.put(new Chunk(new byte[0], System.nanoTime()));
        } catch (IOException e) {
            proxy.end(to); // broken off: so is the other side
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            proxy.end(from);
        }
    }

    private void write() {
        try {
            for (Chunk chunk = underWay.take(); chunk.bytes.length > 0; chunk = underWay.take()) {
                Disturbance now = proxy.disturbance();
                pauseUntil(chunk.readNanos + now.delayNanos());
                long startNanos = System.nanoTime();
                to.getOutputStream().write(chunk.bytes);
                if (now.bytesPerSecond() > 0) {
                    pauseUntil(startNanos + (long) (chunk.bytes.length * 1e9 / now.bytesPerSecond()));
                }
            }
        } catch (IOException e) {
            proxy.end(from); // broken off: so is the other side
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            proxy.end(to);
        }
    }

    private static void pauseUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
