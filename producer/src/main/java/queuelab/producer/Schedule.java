package queuelab.producer;

import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** The due times of one sending thread under one load. Owned by that thread. */
sealed interface Schedule {
    /** When the message after the latest {@link #advance} is due; asking changes nothing. */
    long dueNanos();

    /** That message is taken: on to the next. */
    void advance();

    /**
     * Evenly spaced: message i of the trial is due at from + i / rate, and thread k of N takes i = k, k + N, k + 2N, …
     *
     * <p>Each due time is computed from i, never from the one before, so that no rounding adds up. In a double, i · 10⁹ / rate is right to
     * a nanosecond for schedules of up to 50 days.
     */
    final class Even implements Schedule {
        private final double perSecond;
        private final int threads;
        private final long fromNanos;
        private long message;
        private long dueNanos;

        Even(double perSecond, int thread, int threads, long fromNanos) {
            this.perSecond = perSecond;
            this.threads = threads;
            this.fromNanos = fromNanos;
            this.message = thread;
            this.dueNanos = due();
        }

        @Override
        public long dueNanos() {
            return dueNanos;
        }

        @Override
        public void advance() {
            message += threads;
            dueNanos = due();
        }

        private long due() {
            return fromNanos + Math.round(message * 1e9 / perSecond);
        }
    }

    /**
     * A Poisson process of rate / N on each of N threads: exponential gaps, whose sum over the threads is again a Poisson process, of the
     * whole rate. The sum of gaps is kept in a double, from the schedule's own beginning.
     */
    final class Poisson implements Schedule {
        private final double meanGapNanos;
        private final SplittableRandom random;
        private final long fromNanos;
        private double offsetNanos;

        Poisson(double perSecond, int threads, SplittableRandom random, long fromNanos) {
            this.meanGapNanos = threads * 1e9 / perSecond;
            this.random = random;
            this.fromNanos = fromNanos;
            advance();
        }

        @Override
        public long dueNanos() {
            return fromNanos + (long) offsetNanos;
        }

        @Override
        public void advance() {
            offsetNanos += meanGapNanos * random.nextExponential();
        }
    }

    /** Always due now, from its beginning on: closed loop. */
    final class Saturating implements Schedule {
        private final LongSupplier clock;
        private final long fromNanos;

        Saturating(LongSupplier clock, long fromNanos) {
            this.clock = clock;
            this.fromNanos = fromNanos;
        }

        @Override
        public long dueNanos() {
            long now = clock.getAsLong();
            return now - fromNanos < 0 ? fromNanos : now;
        }

        @Override
        public void advance() {}
    }
}
