package queuelab.supervisor.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import queuelab.exchange.control.Load;
import queuelab.exchange.control.Work;

/** What may be written for a setting: reads it within its bounds, and says in words what they are. */
sealed interface ValueKind<T> {
    /** Reads a value as a scenario writes it. */
    T read(String written) throws Refusal;

    /** What may be written, in Markdown, for a table. */
    String values();

    /** A whole number. */
    record Count(int least, int most) implements ValueKind<Integer> {
        private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");

        @Override
        public Integer read(String written) throws Refusal {
            if (!NUMBER.matcher(written).matches()) {
                throw new Refusal("a whole number from " + least + " to " + most, Quote.of(written));
            }
            long number = Long.parseLong(written);
            if (number < least) {
                throw new Refusal("at least " + least, written);
            }
            if (number > most) {
                throw new Refusal("at most " + most, written);
            }
            return (int) number;
        }

        @Override
        public String values() {
            return least + " … " + most;
        }
    }

    /** Bytes with a unit. */
    record Size(long least, String leastReason, long most) implements ValueKind<Long> {
        @Override
        public Long read(String written) throws Refusal {
            return Units.SIZE.read(written, least, leastReason, most);
        }

        @Override
        public String values() {
            return "size, " + Units.SIZE.write(least) + " … " + Units.SIZE.write(most);
        }
    }

    /** Time with a unit. */
    record Span(Duration least, Duration most) implements ValueKind<Duration> {
        @Override
        public Duration read(String written) throws Refusal {
            return Duration.ofNanos(Units.DURATION.read(written, least.toNanos(), "", most.toNanos()));
        }

        @Override
        public String values() {
            return "duration, " + Units.DURATION.write(least.toNanos()) + " … " + Units.DURATION.write(most.toNanos());
        }
    }

    /** A rate, or saturating. */
    record Rate(double least, int most) implements ValueKind<Load> {
        private static final Pattern PER_SECOND = Pattern.compile("(-?\\d{1,15}(?:\\.\\d{1,9})?)/s");

        @Override
        public Load read(String written) throws Refusal {
            if (written.equals("saturate")) {
                return Load.SATURATE;
            }
            Matcher matcher = PER_SECOND.matcher(written);
            if (!matcher.matches()) {
                throw new Refusal("a rate such as 1000/s, or `saturate`", Quote.of(written));
            }
            double perSecond = Double.parseDouble(matcher.group(1));
            if (perSecond < least) {
                throw new Refusal("at least " + least + "/s", written);
            }
            if (perSecond > most) {
                throw new Refusal("at most " + most + "/s", written);
            }
            return new Load(perSecond);
        }

        @Override
        public String values() {
            return "rate, " + least + "/s … " + most + "/s, or `saturate`";
        }
    }

    /** A share of messages, read as 0 … 1. */
    record Share() implements ValueKind<Double> {
        private static final Pattern PERCENT = Pattern.compile("(-?\\d{1,15}(?:\\.\\d{1,9})?)%");

        @Override
        public Double read(String written) throws Refusal {
            Matcher matcher = PERCENT.matcher(written);
            if (!matcher.matches()) {
                throw new Refusal("a share such as 1%", Quote.of(written));
            }
            double share = new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
            if (share < 0) {
                throw new Refusal("at least 0%", written);
            }
            if (share > 1) {
                throw new Refusal("at most 100%", written);
            }
            return share;
        }

        @Override
        public String values() {
            return "share, 0% … 100%";
        }
    }

    /** What is done for each message. */
    record WorkPerMessage(Duration least, Duration most) implements ValueKind<Work> {
        private static final Pattern WORK = Pattern.compile("(cpu|sleep)( exp)? (\\S+)");

        @Override
        public Work read(String written) throws Refusal {
            if (written.equals("none")) {
                return Work.NONE;
            }
            Matcher matcher = WORK.matcher(written);
            if (!matcher.matches()) {
                throw new Refusal(
                        "`none`, or such as `cpu 200us`, `sleep 2ms`, `cpu exp 200us`, `sleep exp 2ms`",
                        Quote.of(written));
            }
            var kind = matcher.group(1).equals("cpu") ? Work.Kind.CPU : Work.Kind.SLEEP;
            long nanos = new Span(least, most).read(matcher.group(3)).toNanos();
            return new Work(kind, nanos, matcher.group(2) != null);
        }

        @Override
        public String values() {
            return "`none`, `cpu 200us`, `sleep 2ms`, `cpu exp 200us`, `sleep exp 2ms`; "
                    + Units.DURATION.write(least.toNanos()) + " … " + Units.DURATION.write(most.toNanos());
        }
    }

    /**
     * One of a few words.
     *
     * @param words each with what it means, in the order to show them
     */
    record Choice<T>(Map<String, T> words) implements ValueKind<T> {
        @Override
        public T read(String written) throws Refusal {
            T meaning = words.get(written);
            if (meaning != null) {
                return meaning;
            }
            List<String> known = quoted();
            throw new Refusal(
                    String.join(", ", known.subList(0, known.size() - 1)) + " or " + known.getLast(),
                    Quote.of(written));
        }

        @Override
        public String values() {
            return String.join(", ", quoted());
        }

        private List<String> quoted() {
            return words.keySet().stream().map(word -> "`" + word + "`").toList();
        }
    }

    /**
     * Text of a certain form.
     *
     * @param form what it must match
     * @param must the form in words
     */
    record Text(Pattern form, String must) implements ValueKind<String> {
        @Override
        public String read(String written) throws Refusal {
            if (!form.matcher(written).matches()) {
                throw new Refusal(must, Quote.of(written));
            }
            return written;
        }

        @Override
        public String values() {
            return must;
        }
    }

    /**
     * A mapping of names to values that somebody else understands. Its entries are settings of their own, written
     * {@code key.name}; what is read here is one value.
     *
     * @param name what an entry's name must match
     * @param nameMust the same in words
     */
    record Entries(Pattern name, String nameMust) implements ValueKind<String> {
        private static final Pattern VALUE = Pattern.compile("\\P{Cntrl}{1,1000}");

        @Override
        public String read(String written) throws Refusal {
            if (!VALUE.matcher(written).matches()) {
                throw new Refusal("one line of at most 1000 characters", Quote.of(written));
            }
            return written;
        }

        @Override
        public String values() {
            return "mapping of names to values";
        }
    }
}
