package queuelab.exchange.recording;

/** What a ledger's set of sequence numbers means. The word begins its file name. */
public enum LedgerKind {
    /** Written before the send. */
    ATTEMPTED("attempted"),
    /** The broker confirmed, or the commit returned. */
    ACKNOWLEDGED("acknowledged"),
    /** Provably not taken, or rolled back. */
    REJECTED("rejected"),
    /** Written first thing when a copy arrives, before its acknowledgement. */
    RECEIVED("received"),
    /** The acknowledgement, or the commit, returned. */
    CONSUMED("consumed");

    private final String word;

    LedgerKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
