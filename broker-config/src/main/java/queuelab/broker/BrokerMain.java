package queuelab.broker;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import queuelab.exchange.control.BrokerAssignment;
import queuelab.exchange.control.Child;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.InputEnded;
import queuelab.exchange.control.Line;
import queuelab.exchange.control.Report;

/** A broker in a process of its own: takes a {@link BrokerAssignment}, reports {@link Report.BrokerReady}, serves until told to stop. */
public final class BrokerMain implements Child.Task {
    /** How soon a broker that stopped by itself is noticed. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    private final EmbeddedBroker broker;
    private final Line line;

    private BrokerMain(EmbeddedBroker broker, Line line) {
        this.broker = broker;
        this.line = line;
    }

    public static void main(String[] arguments) {
        Child.live(arguments, "Queue Lab's broker: Apache Artemis", BrokerAssignment.class, BrokerMain::open);
    }

    private static BrokerMain open(BrokerAssignment assignment, Line line) throws BrokerException {
        BrokerLog.quietProcess();
        return new BrokerMain(EmbeddedBroker.start(assignment), line);
    }

    @Override
    public void run() throws BrokerException, InputEnded, InterruptedException {
        line.report(broker.ready());
        boolean stop = false;
        while (!stop) {
            Optional<Command> command = line.next(LOOK_AROUND);
            stop = command.isPresent() && ends(command.get());
            if (!stop && !broker.active()) {
                throw new BrokerException("broker stopped by itself; its " + BrokerLog.FILE + " tells why");
            }
        }
        broker.close();
        line.report(finished());
    }

    @Override
    public void close() throws BrokerException {
        broker.close();
    }

    private boolean ends(Command command) {
        return switch (command) {
            case Command.Stop() -> true;
            // A broker serves from the first to the last message, whatever the trial does.
            case Command.Start(long startNanos) -> began(startNanos);
            case Command.Join _,
                    Command.ChangeLoad _,
                    Command.ChangeWork _,
                    Command.ChangeSize _,
                    Command.Disturb _,
                    Command.ReadClock _,
                    Command.CorrectClock _ -> false;
        };
    }

    private boolean began(long startNanos) {
        broker.begin(startNanos);
        return false;
    }

    /** A broker sends and receives nothing of its own: all it has to tell is what it used. */
    private static Report.Finished finished() {
        long cpuMillis = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(0L);
        long gcMillis = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        return new Report.Finished(0, 0, 0, 0, cpuMillis, 0, gcMillis, 0);
    }
}
