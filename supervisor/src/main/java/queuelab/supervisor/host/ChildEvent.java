package queuelab.supervisor.host;

import queuelab.exchange.control.Report;

/** Something a child process did. Events of one child arrive in order; {@link Exited} or {@link Lost} is its last. */
public sealed interface ChildEvent {
    ChildProcess child();

    /** It sent a frame, read at {@code atNanos}. */
    record Reported(ChildProcess child, Report report, long atNanos) implements ChildEvent {}

    /** It is gone. */
    record Exited(ChildProcess child, int exitCode, long atNanos) implements ChildEvent {}

    /** Nothing more will be heard of it: the agent that ran it is gone, or could not start it. */
    record Lost(ChildProcess child, String why, long atNanos) implements ChildEvent {}
}
