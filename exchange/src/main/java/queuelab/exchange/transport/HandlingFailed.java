package queuelab.exchange.transport;

/** A message's handling failed on purpose ({@code consumer.fail}, {@code consumer.rollback}). Carries no stack trace: it is routine. */
public final class HandlingFailed extends Exception {
    private final boolean rollback;

    /**
     * Names the way it fails.
     *
     * @param rollback whether to roll the transaction back rather than to throw out of the listener
     */
    public HandlingFailed(boolean rollback) {
        super(rollback ? "rolled back on purpose" : "failed on purpose", null, false, false);
        this.rollback = rollback;
    }

    public boolean rollback() {
        return rollback;
    }
}
