package queuelab.supervisor.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import queuelab.supervisor.analysis.TrialResult.Fairness;
import queuelab.supervisor.analysis.TrialResult.Occupation;
import queuelab.supervisor.analysis.TrialResult.Share;

/**
 * Recognises consumers that prefetch starves: one got almost nothing although messages were waiting, because they waited in the windows of
 * the others. A broker does not take back what it has handed out.
 */
final class Starvation {
    /** Of an even share; less is almost nothing. */
    private static final double ALMOST_NOTHING = 0.1;

    private Starvation() {}

    /** In words with the figures, where most of the point's trials show it. */
    static Optional<String> of(PointTrials point) {
        long window = point.settings().consumer().windowBytes();
        long held = window / point.settings().producer().sizeBytes();
        if (held == 0 || point.consumers() < 2) {
            return Optional.empty();
        }
        List<TrialResult> starved =
                point.trials().stream().filter(trial -> starves(trial, held)).toList();
        if (2 * starved.size() <= point.trials().size()) {
            return Optional.empty();
        }
        TrialResult shown = starved.get(starved.size() / 2);
        return Optional.of("prefetch: " + shares(shown) + "; up to "
                + Words.count(most(shown), "message") + " waited, and the window of "
                + point.settings().written().getOrDefault("consumer.window", window + " B")
                + " lets one consumer fetch about " + Words.number(held) + " of them ahead, which starves the others");
    }

    private static boolean starves(TrialResult trial, long held) {
        Fairness fairness = trial.fairness();
        if (fairness == null) {
            return false;
        }
        long fed = fairness.shares().stream()
                .filter(share -> !hungry(share, fairness))
                .count();
        // A backlog that would have fed all, held by those that were fed.
        return fed < fairness.shares().size() && most(trial) > fairness.shares().size() && most(trial) <= held * fed;
    }

    private static boolean hungry(Share share, Fairness fairness) {
        long rivals = fairness.shares().stream()
                .filter(other -> other.queue() == share.queue() && other.copy() == share.copy())
                .count();
        return rivals > 1 && share.share() < ALMOST_NOTHING / rivals;
    }

    private static long most(TrialResult trial) {
        Occupation occupation = trial.occupation();
        Long most = occupation == null ? null : occupation.depthMost();
        return most == null ? 0 : most;
    }

    private static String shares(TrialResult trial) {
        Fairness fairness = trial.fairness();
        if (fairness == null) {
            return "";
        }
        List<Share> hungry = fairness.shares().stream()
                .filter(share -> hungry(share, fairness))
                .sorted(Comparator.comparingInt(Share::consumer))
                .toList();
        String names = hungry.size() > 3
                ? hungry.size() + " of " + fairness.shares().size() + " consumers"
                : hungry.stream()
                        .map(share -> "consumer " + (share.consumer() + 1))
                        .collect(Collectors.joining(" and "));
        double part = hungry.stream().mapToDouble(Share::share).sum();
        return names + " got " + Words.percent(part) + " of the messages";
    }
}
