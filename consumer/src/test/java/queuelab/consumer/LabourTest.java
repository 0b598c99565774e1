package queuelab.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import queuelab.exchange.control.ConsumerAssignment.Lock;
import queuelab.exchange.control.Work;

class LabourTest {
    private static final long MILLI = 1_000_000;

    @Test
    void cpuWorkTakesAtLeastThatMuchOfTheThreadsOwnCpuTime() {
        Labour labour = labour(new Work(Work.Kind.CPU, 5 * MILLI, false));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        labour.perform();
        assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before)
                .isGreaterThanOrEqualTo(5 * MILLI);
    }

    @Test
    void sleepingTakesAtLeastThatLong() {
        Labour labour = labour(new Work(Work.Kind.SLEEP, 5 * MILLI, false));
        long before = System.nanoTime();
        labour.perform();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(5 * MILLI);
    }

    @Test
    void exponentialWorkTakesAboutItsMeanOverManyMessages() {
        Labour labour = labour(new Work(Work.Kind.CPU, 20_000, true));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < 2000; i++) {
            labour.perform();
        }
        // At least: the seed is fixed, its 2,000 draws sum up to within 5 % of 40 ms, and the rest is overhead.
        assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before)
                .isGreaterThanOrEqualTo(38 * MILLI);
    }

    @Test
    void changedWorkIsDoneFromThenOn() {
        Workshop workshop = new Workshop(Work.NONE, Lock.NONE);
        Labour labour = new Labour(workshop, new SplittableRandom(1));
        labour.perform();
        workshop.change(new Work(Work.Kind.SLEEP, 5 * MILLI, false));
        long before = System.nanoTime();
        labour.perform();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(5 * MILLI);
    }

    @Test
    void withAProcessLockOneThreadWorksAtATime() throws InterruptedException {
        Workshop workshop = new Workshop(Work.NONE, Lock.PROCESS);
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        together(() -> {
            workshop.enter();
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            Thread.yield();
            working.decrementAndGet();
            workshop.leave();
        });
        assertThat(most).hasValue(1);
    }

    @Test
    void withoutALockThreadsWorkTogether() throws InterruptedException {
        Workshop workshop = new Workshop(Work.NONE, Lock.NONE);
        CountDownLatch allInside = new CountDownLatch(4);
        together(() -> {
            workshop.enter();
            allInside.countDown();
            try {
                allInside.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            workshop.leave();
        });
        assertThat(allInside.getCount()).isZero();
    }

    @Test
    void waitingForTheLockIsToldApartFromTheWork() throws InterruptedException {
        Workshop workshop = new Workshop(new Work(Work.Kind.SLEEP, 1, false), Lock.PROCESS);
        AtomicLong waited = new AtomicLong();
        workshop.enter();
        Thread other = Thread.ofPlatform()
                .daemon()
                .start(() -> waited.set(new Labour(workshop, new SplittableRandom(1)).perform()));
        await().until(() -> other.getState() == Thread.State.WAITING);
        long before = System.nanoTime();
        while (System.nanoTime() - before < 5 * MILLI) {
            Thread.onSpinWait();
        }
        workshop.leave();
        assertThat(other.join(Duration.ofSeconds(20))).isTrue();
        assertThat(waited.get()).isGreaterThanOrEqualTo(5 * MILLI);
    }

    @Test
    void withoutALockNothingIsWaitedFor() {
        assertThat(labour(new Work(Work.Kind.SLEEP, 1000, false)).perform()).isZero();
    }

    private static Labour labour(Work work) {
        return new Labour(new Workshop(work, Lock.NONE), new SplittableRandom(1));
    }

    private static void together(Runnable doing) throws InterruptedException {
        var threads = IntStream.range(0, 4)
                .mapToObj(_ -> Thread.ofPlatform().daemon().start(doing))
                .toList();
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        }
    }
}
