package queuelab.exchange.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Answers every line on stdin with {@link System#nanoTime()}: shows whether two processes of a host share that clock. */
public final class ClockMain {
    private ClockMain() {}

    public static void main(String[] args) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            System.out.println(System.nanoTime());
        }
    }
}
