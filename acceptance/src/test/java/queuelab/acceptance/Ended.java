package queuelab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** A process that has ended: how, and everything it said. */
record Ended(int exitCode, String out, String err) {
    /** The exit code, checked with what the process said as explanation. */
    Ended expect(int expected) {
        assertThat(exitCode).as("exit code; stdout: %s; stderr: %s", out, err).isEqualTo(expected);
        return this;
    }
}
