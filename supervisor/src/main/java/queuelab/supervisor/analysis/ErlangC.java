package queuelab.supervisor.analysis;

/**
 * Waiting in a queue that c servers share, exponential gaps between arrivals and exponential service: M/M/c. Gross, Shortle, Thompson
 * and Harris, Fundamentals of Queueing Theory, 2008, section 2.3.
 */
final class ErlangC {
    private ErlangC() {}

    /**
     * The chance that an arrival has to wait.
     *
     * @param servers c, at least 1
     * @param load a = arrival rate × mean service time, in servers; 1 is returned from c on, where the queue grows for ever
     */
    static double chanceOfWaiting(int servers, double load) {
        if (load >= servers) {
            return 1;
        }
        // Erlang B by its recursion, which neither overflows nor cancels: B(0) = 1, B(k) = aB(k−1) ÷ (k + aB(k−1)).
        double blocked = 1;
        for (int k = 1; k <= servers; k++) {
            blocked = load * blocked / (k + load * blocked);
        }
        double idle = 1 - load / servers;
        return blocked / (idle + blocked * (1 - idle));
    }

    /**
     * Mean time in the queue, service not included, in the unit of the service time; infinite where the queue grows for ever.
     *
     * @param servers c, at least 1
     * @param load arrival rate × mean service time
     */
    static double meanWait(int servers, double load, double meanService) {
        return load >= servers
                ? Double.POSITIVE_INFINITY
                : chanceOfWaiting(servers, load) * meanService / (servers - load);
    }
}
