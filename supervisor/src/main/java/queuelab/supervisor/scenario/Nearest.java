package queuelab.supervisor.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who mistyped a word probably meant. */
public final class Nearest {
    private Nearest() {}

    /** The known word that is the fewest slips of the finger away; empty where even that needs more than a third of the letters typed. */
    public static Optional<String> to(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(word -> distance(typed, word)))
                .filter(word -> distance(typed, word) <= Math.max(2, typed.length() / 3));
    }

    /** Also finds {@code producer.size} for {@code size}: a section left out is one slip. */
    private static int distance(String typed, String word) {
        int whole = slips(typed, word);
        int dot = word.lastIndexOf('.');
        return dot < 0 || typed.indexOf('.') >= 0 ? whole : Math.min(whole, 1 + slips(typed, word.substring(dot + 1)));
    }

    /**
     * Optimal string alignment distance: letters inserted, left out, replaced or swapped with their neighbour, case aside.
     */
    private static int slips(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        if (a.length() > 2 * b.length() + 2) {
            return a.length(); // Far off, and possibly a megabyte long.
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
