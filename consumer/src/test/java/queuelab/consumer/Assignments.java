package queuelab.consumer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import queuelab.exchange.control.ConsumerAssignment;
import queuelab.exchange.control.TrialWindow;
import queuelab.exchange.control.Work;
import queuelab.exchange.transport.AckMode;
import queuelab.exchange.transport.Protocol;
import queuelab.exchange.transport.QueueSpec;

/** Assignments of tests: three producers, one consuming thread, number 5, of queue 1, copy 2. */
final class Assignments {
    static final TrialWindow WINDOW = new TrialWindow(1000, 1000, 5_000_000_000L);

    private Assignments() {}

    static ConsumerAssignment plain(Path folder, AckMode ack) {
        return failing(folder, ack, 0, 0);
    }

    static ConsumerAssignment failing(Path folder, AckMode ack, double failShare, double rollbackShare) {
        return of(folder, ack, "tcp://127.0.0.1:1", failShare, rollbackShare);
    }

    static ConsumerAssignment delayed(Path folder, AckMode ack, long delayNanos) {
        return of(folder, ack, "tcp://127.0.0.1:1", 0, 0, delayNanos);
    }

    static ConsumerAssignment of(Path folder, AckMode ack, String url, double failShare, double rollbackShare) {
        return of(folder, ack, url, failShare, rollbackShare, 0);
    }

    private static ConsumerAssignment of(
            Path folder, AckMode ack, String url, double failShare, double rollbackShare, long delayNanos) {
        QueueSpec.Queue first = new QueueSpec.Queue("lab.t.q1", List.of("lab.t.q1"));
        QueueSpec.Queue second = new QueueSpec.Queue("lab.t.q2", List.of("lab.t.q2.s1", "lab.t.q2.s2", "lab.t.q2.s3"));
        return new ConsumerAssignment(
                folder.toString(),
                1,
                new QueueSpec(url, "", "", Protocol.CORE, List.of(first, second), false, 0, 1024, Map.of()),
                List.of(new ConsumerAssignment.Receiving(5, 1, 2)),
                3,
                ack,
                10,
                Work.NONE,
                ConsumerAssignment.Lock.NONE,
                failShare,
                rollbackShare,
                delayNanos,
                42,
                WINDOW);
    }
}
