package queuelab.exchange.network;

/**
 * What a proxy does to the bytes that pass.
 *
 * @param cut whether no connection lives
 * @param delayNanos how much later each byte arrives
 * @param bytesPerSecond how many pass, each way on each connection; 0 for as many as come
 */
record Disturbance(boolean cut, long delayNanos, long bytesPerSecond) {
    static final Disturbance NONE = new Disturbance(false, 0, 0);
}
