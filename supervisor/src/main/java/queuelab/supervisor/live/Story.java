package queuelab.supervisor.live;

/** What became of the messages when a lane's broker last died, in words. Written by the lane's thread, read by any. */
final class Story {
    private final LaneKind kind;
    private volatile String text = "";
    private long lastKnownDepth;

    Story(LaneKind kind) {
        this.kind = kind;
    }

    /** Empty while no broker has died. */
    String text() {
        return text;
    }

    void begin() {
        text = "";
        lastKnownDepth = 0;
    }

    /** Takes note of how many messages wait; negative where that is not known. */
    void depth(long messages) {
        lastKnownDepth = messages < 0 ? lastKnownDepth : messages;
    }

    void brokerDied() {
        String waited = lastKnownDepth == 0
                ? "its queue was empty"
                : "about " + Count.words(lastKnownDepth, "message") + " waited in its queue";
        text = "The broker died while " + waited + ".";
    }

    /** The words say when it was ready, and with how many messages. */
    void brokerBack(String words) {
        text = (text + " " + ActionWords.sentence(words) + " " + kind.afterBrokerDeath()).strip();
    }
}
