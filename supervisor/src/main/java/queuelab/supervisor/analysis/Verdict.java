package queuelab.supervisor.analysis;

/** What a trial's numbers are worth. */
public enum Verdict {
    PASS("pass"),
    /** A delivery promise was broken. */
    FAIL("fail"),
    /** The numbers cannot be trusted. */
    INVALID("invalid");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
