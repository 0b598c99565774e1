package queuelab.supervisor.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The secret that whoever changes anything must know. Its text form says nothing of it, so that no log can. */
public final class Token {
    private static final int RANDOM_BYTES = 24;
    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._~-]{24,256}");

    private final String secret;

    private Token(String secret) {
        this.secret = secret;
    }

    /** A new one that nobody can guess. */
    public static Token random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Token(HexFormat.of().formatHex(bytes));
    }

    /**
     * The content of a file that others cannot read, so that the secret stands neither in argv nor in the environment.
     *
     * @throws IOException when the file cannot be read, or holds nothing that is fit to be a token; the message shows none of it
     */
    public static Token read(Path file) throws IOException {
        String secret = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (!FIT.matcher(secret).matches()) {
            throw new IOException(file + ": a token must be 24 to 256 letters, digits, `.`, `_`, `~` or `-`, got "
                    + secret.length() + " characters (make one with: openssl rand -hex 24)");
        }
        return new Token(secret);
    }

    /**
     * The same, of a file that is made with a new token when it is not there: readable by this user only, and never half written.
     *
     * @throws IOException when it can neither be read nor made
     */
    public static Token readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            Path folder = file.toAbsolutePath().getParent();
            Path unfinished = Files.createTempFile(folder, "token", ".new"); // which others cannot read
            Files.writeString(unfinished, random().secret + "\n", StandardCharsets.UTF_8);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return read(file);
    }

    /** For the one address that is printed, and for the cookie. */
    String secret() {
        return secret;
    }

    /** Takes as long for a wrong guess as for a right one. */
    boolean matches(String guess) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), guess.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "a token";
    }
}
