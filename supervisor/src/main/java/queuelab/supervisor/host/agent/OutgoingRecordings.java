package queuelab.supervisor.host.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * Sends what one child records, part by part, no faster than the supervisor takes it: while it runs, what has changed in its ledgers, so that
 * a live lane can be accounted for; after its end, everything. Any thread may call; calls exclude each other.
 */
final class OutgoingRecordings {
    /** Most that one part holds; in Base64 it is well below the longest frame, even if it cannot be compressed. */
    static final int PART_BYTES = 256 * 1024;

    /** A supervisor that takes nothing for so long is away: the agent gives up its session before this. */
    private static final Duration ROOM_DEADLINE = Duration.ofSeconds(30);

    private static final List<String> LEDGERS = List.of(".bits", ".notes");
    private static final long ZEROS = -1;

    private final Conversation conversation;
    private final int child;
    private final Path folder;
    private final Map<String, long[]> sent = new HashMap<>();
    private boolean all;

    OutgoingRecordings(Conversation conversation, int child, Path folder) {
        this.conversation = conversation;
        this.child = child;
        this.folder = folder;
    }

    /** Sends what has changed in the ledgers since the last time, unless everything was sent. */
    synchronized void sendLedgers() throws IOException, InterruptedException {
        if (!all) {
            for (Path file : files(name -> LEDGERS.stream().anyMatch(name::endsWith))) {
                send(file);
            }
        }
    }

    /** Sends every file of the folder, and then that this was all. */
    synchronized void sendAll() throws InterruptedException {
        all = true;
        sent.clear(); // once more from the start: a checksum may lie
        Map<String, Long> lengths = new LinkedHashMap<>();
        String problem = "";
        try {
            for (Path file : files(_ -> true)) {
                lengths.put(file.getFileName().toString(), send(file));
            }
        } catch (IOException e) {
            problem = "they could not be read: " + e.getMessage();
        }
        conversation.say(new AgentFrame.Recorded(child, lengths, problem));
    }

    private List<Path> files(Predicate<String> names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> names.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the file's length. */
    private long send(Path file) throws IOException, InterruptedException {
        String name = file.getFileName().toString();
        var part = ByteBuffer.allocate(PART_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            int parts = Math.toIntExact((length + PART_BYTES - 1) / PART_BYTES);
            long[] sums = Arrays.copyOf(sent.getOrDefault(name, new long[0]), parts);
            sent.put(name, sums);
            for (int number = 0; number < parts; number++) {
                long offset = (long) number * PART_BYTES;
                read(channel, part.clear(), offset);
                long sum = isZero(part) ? ZEROS : checksum(part);
                boolean known = sums[number] == sum || (sum == ZEROS && sums[number] == 0);
                if (!known) {
                    say(new AgentFrame.Part(
                            child, name, offset, Math.max(length, offset + part.limit()), deflate(part)));
                }
                sums[number] = sum;
            }
            return length;
        }
    }

    private void say(AgentFrame.Part part) throws IOException, InterruptedException {
        if (!conversation.awaitRoom(ROOM_DEADLINE)) {
            throw new IOException("the supervisor took none for " + ROOM_DEADLINE.toSeconds() + " s");
        }
        conversation.say(part);
    }

    private static void read(FileChannel channel, ByteBuffer part, long offset) throws IOException {
        int read = 0;
        while (part.hasRemaining() && read >= 0) {
            read = channel.read(part, offset + part.position());
        }
        part.flip();
    }

    private static boolean isZero(ByteBuffer part) {
        for (int i = 0; i < part.limit(); i++) {
            if (part.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Never 0 and never {@link #ZEROS}. */
    private static long checksum(ByteBuffer part) {
        var sum = new CRC32C();
        sum.update(part.duplicate());
        return sum.getValue() + 1;
    }

    private static String deflate(ByteBuffer part) {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(part.duplicate());
            deflater.finish();
            byte[] deflated = new byte[PART_BYTES + 1024];
            int length = 0;
            while (!deflater.finished()) {
                if (length == deflated.length) {
                    deflated = Arrays.copyOf(deflated, 2 * length);
                }
                length += deflater.deflate(deflated, length, deflated.length - length);
            }
            return Base64.getEncoder().encodeToString(Arrays.copyOf(deflated, length));
        } finally {
            deflater.end();
        }
    }
}
