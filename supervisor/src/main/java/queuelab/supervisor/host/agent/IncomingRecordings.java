package queuelab.supervisor.host.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Puts the recordings of one child that an agent sends into the child's folder, and nowhere else. Owned by the connection's thread. */
final class IncomingRecordings {
    /** No separators, no leading dot: a plain name inside the folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    private static final int MOST_FILES = 10_000;

    private final Path folder;
    private final long mostBytes;

    /** @param mostBytes the longest that a single file may be */
    IncomingRecordings(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** Writes a part where it belongs. A file appears once it has its first part: readers find no empty one. */
    void add(AgentFrame.Part part) throws BadAgentFrame, IOException {
        Path file = file(part.file());
        refuseLength(part.file(), part.length());
        byte[] content = inflate(part.deflated());
        if (part.offset() < 0 || part.offset() > part.length() - content.length) {
            throw new BadAgentFrame("a part of a recording lies inside it: got one at offset " + part.offset() + " of "
                    + part.length() + " bytes");
        }
        boolean first = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        Path written = first ? folder.resolve("." + part.file() + ".new") : file;
        try (FileChannel channel = open(written)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            long at = part.offset();
            while (left.hasRemaining()) {
                at += channel.write(left, at);
            }
            setLength(channel, part.length());
        }
        if (first) {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Gives every file the length it has at last. */
    void complete(Map<String, Long> lengths) throws BadAgentFrame, IOException {
        if (lengths.size() > MOST_FILES) {
            throw new BadAgentFrame("a child leaves at most " + MOST_FILES + " files, got " + lengths.size());
        }
        for (Map.Entry<String, Long> file : lengths.entrySet()) {
            Path path = file(file.getKey());
            refuseLength(file.getKey(), file.getValue());
            try (FileChannel channel = open(path)) {
                setLength(channel, file.getValue());
            }
        }
    }

    private Path file(String name) throws BadAgentFrame {
        if (!NAME.matcher(name).matches()) {
            throw new BadAgentFrame("a recording's name is at most 200 letters, digits, `.`, `_` or `-` and begins with"
                    + " a letter or digit; got one of " + name.length() + " characters that is not");
        }
        return folder.resolve(name);
    }

    private void refuseLength(String name, long length) throws BadAgentFrame {
        if (length < 0 || length > mostBytes) {
            throw new BadAgentFrame(
                    "a recording is at most " + mostBytes + " bytes long, got " + length + " for " + name);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /** What is beyond the last part is zeros, which are not sent. */
    private static void setLength(FileChannel channel, long length) throws IOException {
        if (channel.size() > length) {
            channel.truncate(length);
        } else if (channel.size() < length) {
            channel.write(ByteBuffer.allocate(1), length - 1);
        }
    }

    /** One part holds no more than its sender may put in; what unpacks to more is not looked at any further. */
    private static byte[] inflate(String deflated) throws BadAgentFrame {
        byte[] content = new byte[OutgoingRecordings.PART_BYTES + 1];
        var inflater = new Inflater();
        try {
            inflater.setInput(Base64.getDecoder().decode(deflated));
            int length = 0;
            while (length < content.length && !inflater.finished()) {
                int more = inflater.inflate(content, length, content.length - length);
                if (more == 0 && !inflater.finished()) {
                    throw new BadAgentFrame("a part of a recording is cut short");
                }
                length += more;
            }
            if (length > OutgoingRecordings.PART_BYTES) {
                throw new BadAgentFrame(
                        "a part of a recording holds at most " + OutgoingRecordings.PART_BYTES + " bytes");
            }
            return Arrays.copyOf(content, length);
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new BadAgentFrame("a part of a recording is not compressed as it should be");
        } finally {
            inflater.end();
        }
    }
}
