package queuelab.exchange.network;

import java.io.IOException;
import queuelab.exchange.control.Child;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Line;
import queuelab.exchange.control.NetworkAssignment;
import queuelab.exchange.control.Report;

/** Runs one proxy: passes bytes both ways until it is told to disturb them, or to stop. */
public final class NetworkMain implements Child.Task {
    private final Proxy proxy;
    private final Line line;

    private NetworkMain(Proxy proxy, Line line) {
        this.proxy = proxy;
        this.line = line;
    }

    public static void main(String[] arguments) {
        Child.live(
                arguments,
                "Queue Lab network: stands between workers and broker, and disturbs them when told to.",
                NetworkAssignment.class,
                NetworkMain::open);
    }

    private static NetworkMain open(NetworkAssignment assignment, Line line) throws IOException {
        return new NetworkMain(Proxy.open(assignment.host(), assignment.port()), line);
    }

    @Override
    public void run() throws Exception {
        ProcessHandle self = ProcessHandle.current();
        line.report(new Report.NetworkReady(
                self.pid(), self.parent().map(ProcessHandle::pid).orElse(0L), proxy.port()));
        boolean stop = false;
        while (!stop) {
            stop = obey(line.next());
        }
        proxy.close();
        line.report(new Report.Finished(0, 0, 0, 0, 0, 0, 0, 0));
    }

    private boolean obey(Command command) {
        return switch (command) {
            case Command.Stop() -> true;
            case Command.Disturb(boolean cut, long delayNanos, long bytesPerSecond) -> {
                proxy.disturb(new Disturbance(cut, delayNanos, bytesPerSecond));
                yield false;
            }
            case Command.Start _,
                    Command.Join _,
                    Command.ChangeLoad _,
                    Command.ChangeWork _,
                    Command.ChangeSize _,
                    Command.ReadClock _,
                    Command.CorrectClock _ -> false;
        };
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
