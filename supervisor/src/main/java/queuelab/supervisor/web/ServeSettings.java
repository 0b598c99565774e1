package queuelab.supervisor.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * How a lab is served.
 *
 * @param address the address to listen on
 * @param port 0 lets the system choose one
 * @param runs the folder that holds the runs
 * @param token who knows it may change things
 * @param openReading whether reading needs no token although others than this machine can reach the address
 * @param hosts names, besides those of this machine, under which the page may be asked for
 * @param externalBrokers whether scenarios that are pasted into the page may name a broker's URL
 * @param agents whether processes run at agents that join, instead of on this machine
 */
public record ServeSettings(
        InetAddress address,
        int port,
        Path runs,
        Token token,
        boolean openReading,
        Set<String> hosts,
        boolean externalBrokers,
        boolean agents) {
    private static final List<String> LOOPBACK_NAMES = List.of("localhost", "127.0.0.1", "[::1]");

    public ServeSettings {
        runs = runs.toAbsolutePath().normalize();
        hosts = Set.copyOf(hosts);
    }

    /**
     * The address of a name.
     *
     * @throws UnknownHostException when it is no address, nor the name of one
     */
    public static InetAddress address(String host) throws UnknownHostException {
        return InetAddress.getByName(host);
    }

    /** Whether only this machine can reach the page. */
    boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    /** Whether even reading needs the token. */
    boolean readingNeedsToken() {
        return !isLoopback() && !openReading;
    }

    /** Whether the page may be asked for under this name: any other may be a stranger's name for this machine (DNS rebinding). */
    boolean knows(String host) {
        return LOOPBACK_NAMES.contains(host)
                || hosts.contains(host)
                || (!address.isAnyLocalAddress() && host.equals(bracketed(address.getHostAddress())));
    }

    /** What a person types on this machine. */
    String pageAddress(int actualPort) {
        String host = address.isAnyLocalAddress() || isLoopback() ? "127.0.0.1" : bracketed(address.getHostAddress());
        if (address.getHostAddress().equals("0:0:0:0:0:0:0:1")) {
            host = "[::1]";
        }
        return "http://" + host + ":" + actualPort + "/";
    }

    private static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }
}
