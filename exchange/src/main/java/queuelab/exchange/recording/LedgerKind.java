package queuelab.exchange.recording;

/** What a ledger's set of sequence numbers means. The word begins its file name. */
public enum LedgerKind {
    /** Written before the send. */
    ATTEMPTED(1, "attempted"),
    /** The broker confirmed, or the commit returned. */
    ACKNOWLEDGED(2, "acknowledged"),
    /** Provably not taken, or rolled back. */
    REJECTED(3, "rejected"),
    /** Written first thing when a copy arrives, before its acknowledgement. */
    RECEIVED(4, "received"),
    /** The acknowledgement, or the commit, returned. */
    CONSUMED(5, "consumed");

    private final int number;
    private final String word;

    LedgerKind(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** What stands for it in a ledger's header; never changes. */
    int number() {
        return number;
    }

    public String word() {
        return word;
    }
}
