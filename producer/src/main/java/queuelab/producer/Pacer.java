package queuelab.producer;

import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import queuelab.exchange.control.Arrivals;
import queuelab.exchange.control.Load;

/**
 * Hands out the due times of one sending thread; nobody else computes one. A late send leaves all later due times where they were. Owned
 * by the sending thread, but for {@link #changeLoad}.
 */
final class Pacer {
    /** Spreads neighbouring threads over the generator's seeds: 2⁶⁴ divided by the golden ratio. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int thread;
    private final int threads;
    private final Arrivals arrivals;
    private final SplittableRandom random;
    private final LongSupplier clock;
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private Schedule schedule;

    /** The whole trial's load from a moment on. */
    private record Change(Load load, long fromNanos) {}

    /**
     * Begins a schedule.
     *
     * @param thread the sending thread's number in the whole trial, from 0
     * @param threads how many sending threads share the load
     * @param load the load of the whole trial
     * @param seed seeds the Poisson gaps; each thread draws its own from it
     * @param clock {@link System#nanoTime()}, or a test's
     */
    Pacer(int thread, int threads, Load load, Arrivals arrivals, long seed, long startNanos, LongSupplier clock) {
        this.thread = thread;
        this.threads = threads;
        this.arrivals = arrivals;
        this.random = new SplittableRandom(seed + GOLDEN * thread);
        this.clock = clock;
        this.schedule = schedule(new Change(load, startNanos));
    }

    /** When the next message is due. May become earlier or later when the load changes meanwhile; once taken, it stays. */
    long dueNanos() {
        long due = schedule.dueNanos();
        for (Change next = changes.peek(); next != null && due - next.fromNanos >= 0; next = changes.peek()) {
            changes.remove();
            schedule = schedule(next);
            due = schedule.dueNanos();
        }
        return due;
    }

    /** The next message is taken. */
    void advance() {
        schedule.advance();
    }

    /**
     * Follows another load: what was due before that moment stays due, and the schedule begins anew at it. Any thread, in the order of
     * the moments.
     */
    void changeLoad(Load load, long fromNanos) {
        changes.add(new Change(load, fromNanos));
    }

    private Schedule schedule(Change change) {
        double perSecond = change.load.perSecond();
        if (change.load.saturates()) {
            return new Schedule.Saturating(clock, change.fromNanos);
        }
        return switch (arrivals) {
            case EVEN -> new Schedule.Even(perSecond, thread, threads, change.fromNanos);
            case POISSON -> new Schedule.Poisson(perSecond, threads, random, change.fromNanos);
        };
    }
}
