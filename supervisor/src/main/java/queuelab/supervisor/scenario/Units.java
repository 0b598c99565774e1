package queuelab.supervisor.scenario;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A family of units: reads {@code 1KiB} or {@code 200us} into bytes or nanoseconds, and writes them for people.
 *
 * @param noun what such a value is called, with its article
 * @param example one that a person may copy
 * @param units from the smallest, which counts 1, to the largest
 */
record Units(String noun, String example, List<Unit> units) {
    static final Units SIZE = new Units(
            "a size",
            "1KiB",
            List.of(new Unit("B", 1), new Unit("KiB", 1L << 10), new Unit("MiB", 1L << 20), new Unit("GiB", 1L << 30)));
    static final Units DURATION = new Units(
            "a duration",
            "5s",
            List.of(
                    new Unit("ns", 1),
                    new Unit("us", 1_000),
                    new Unit("ms", 1_000_000),
                    new Unit("s", 1_000_000_000),
                    new Unit("m", 60_000_000_000L),
                    new Unit("h", 3_600_000_000_000L)));

    private static final Pattern QUANTITY = Pattern.compile("(-?\\d{1,15}(?:\\.\\d{1,9})?) ?([A-Za-z]{1,3})");

    private static final Pattern NEGATIVE = Pattern.compile("-\\d{1,15}");

    /** One unit and how many of the smallest it holds. */
    record Unit(String word, long factor) {}

    /**
     * Reads a quantity between two bounds. Zero needs no unit, nor does a negative number to be refused for what it is.
     *
     * @param leastReason why not less, in brackets after the bound; may be empty
     */
    long read(String written, long least, String leastReason, long most) throws Refusal {
        Matcher matcher =
                QUANTITY.matcher(written.equals("0") ? "0" + units.getFirst().word() : written);
        if (!matcher.matches()) {
            throw NEGATIVE.matcher(written).matches()
                    ? new Refusal("at least " + write(least) + leastReason, written)
                    : unreadable(written);
        }
        String word = matcher.group(2);
        Unit unit = units.stream()
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> unreadable(written));
        BigDecimal exact = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit.factor()));
        String got = matcher.group(1) + " " + word;
        if (exact.compareTo(BigDecimal.valueOf(least)) < 0) {
            throw new Refusal("at least " + write(least) + leastReason, got);
        }
        if (exact.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new Refusal("at most " + write(most), got);
        }
        if (exact.stripTrailingZeros().scale() > 0) {
            throw new Refusal("a whole number of " + units.getFirst().word(), got);
        }
        return exact.longValueExact();
    }

    /** In the largest unit that leaves no fraction: {@code 48 B}, {@code 100 MiB}, and {@code 0}. */
    String write(long count) {
        if (count == 0) {
            return "0";
        }
        for (Unit unit : units.reversed()) {
            if (count % unit.factor() == 0) {
                return count / unit.factor() + " " + unit.word();
            }
        }
        throw new IllegalStateException("the smallest of " + units + " must count 1");
    }

    private Refusal unreadable(String written) {
        String[] words = units.stream().map(Unit::word).toArray(String[]::new);
        String allButLast = String.join(", ", Arrays.copyOf(words, words.length - 1));
        return new Refusal(
                noun + " in " + allButLast + " or " + words[words.length - 1] + ", such as " + example,
                Quote.of(written));
    }
}
