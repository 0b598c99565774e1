package queuelab.supervisor.live;

import queuelab.supervisor.trial.Action;

/** How what was done to a lane is shown. */
final class ActionWords {
    private ActionWords() {}

    static Mark.Kind kind(Action action) {
        return switch (action) {
            case Action.Set set -> Mark.Kind.CHANGE;
            case Action.Finish finish -> Mark.Kind.CHANGE;
            case Action.Kill kill -> Mark.Kind.FAULT;
            case Action.Stop stop -> Mark.Kind.FAULT;
            case Action.Pause pause -> Mark.Kind.FAULT;
            case Action.PauseAll pause -> Mark.Kind.FAULT;
            case Action.BlockDisk block -> Mark.Kind.FAULT;
            case Action.CutNetwork cut -> Mark.Kind.FAULT;
            case Action.DelayNetwork delay -> Mark.Kind.FAULT;
            case Action.SlowNetwork slow -> Mark.Kind.FAULT;
            case Action.HealNetwork heal -> Mark.Kind.RECOVERY;
            case Action.Resume resume -> Mark.Kind.RECOVERY;
            case Action.Restart restart -> Mark.Kind.RECOVERY;
            case Action.ResumeAll resume -> Mark.Kind.RECOVERY;
            case Action.FreeDisk free -> Mark.Kind.RECOVERY;
        };
    }

    /** With a capital and a full stop. */
    static String sentence(String words) {
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }
}
