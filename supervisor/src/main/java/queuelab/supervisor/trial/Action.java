package queuelab.supervisor.trial;

import java.time.Duration;
import queuelab.supervisor.scenario.Change;

/** Something that can be done to a trial while its messages flow. Asked for through {@link Steering}. */
public sealed interface Action {
    /** What is done to one process. */
    sealed interface OnProcess extends Action {
        Target target();
    }

    /** Gives a setting another value. */
    record Set(Change change) implements Action {}

    /** Kills a process ({@code kill -9}). */
    record Kill(Target target) implements OnProcess {}

    /** Tells a process to finish what it has in hand and to leave. */
    record Stop(Target target) implements OnProcess {}

    /** Stops a process where it stands, until it is resumed. */
    record Pause(Target target) implements OnProcess {}

    /** Lets a paused process go on. */
    record Resume(Target target) implements OnProcess {}

    /** Starts a process in place of this one, which is stopped first where it still runs. The broker keeps its port, storage and queues. */
    record Restart(Target target) implements OnProcess {}

    /** Pauses every process of the trial, the broker first. */
    record PauseAll() implements Action {}

    /** Resumes every process that is paused. */
    record ResumeAll() implements Action {}

    /** Has the broker take no more messages, as it does at its limit for disk space. */
    record BlockDisk() implements Action {}

    /** Has the broker take messages again. */
    record FreeDisk() implements Action {}

    /** Breaks every connection between workers and broker, and lets none be made, until the network is healed. */
    record CutNetwork() implements Action {}

    /** Lets each byte between workers and broker arrive later, until the network is healed. */
    record DelayNetwork(Duration by) implements Action {}

    /** Lets only so many bytes a second pass, each way and on each connection, until the network is healed. */
    record SlowNetwork(long bytesPerSecond) implements Action {}

    /** Lets everything pass again. */
    record HealNetwork() implements Action {}

    /** Ends measuring now; drain and judgement follow. */
    record Finish() implements Action {}
}
