package queuelab.supervisor.analysis;

/** What is counted of one subscription while its producers' messages are compared one after another. All are counts of messages. */
final class SubscriptionTally {
    long attempted;
    long acknowledged;
    long distinct;
    long consumed;
    /** Acknowledged and never received. */
    long missing;
    /** Acknowledged and received, but nobody saw its acknowledgement return, and its receiver did not die. */
    long unconsumed;

    /** Received, its handling failed on purpose, and nobody ever consumed it: given up, most likely to the dead letters. */
    long gaveUp;

    long unexpected;
    long rejectedButReceived;
    long indeterminateArrived;
    long indeterminateMissing;
    long duplicatedBySecondAttempt;
    long duplicatedByRedelivery;
    long duplicatedUnexplained;
    /** A contradiction in the recordings: a confirmation of something never sent. */
    long acknowledgedNotAttempted;
}
