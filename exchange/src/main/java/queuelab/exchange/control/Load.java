package queuelab.exchange.control;

/**
 * The load that all producers of a trial offer together.
 *
 * @param perSecond messages per second, or 0 to saturate: send as fast as confirmations allow (closed loop)
 */
public record Load(double perSecond) {
    public static final Load SATURATE = new Load(0);

    public Load {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("load must be a positive rate or 0 to saturate, got " + perSecond);
        }
    }

    public boolean saturates() {
        return perSecond == 0;
    }
}
