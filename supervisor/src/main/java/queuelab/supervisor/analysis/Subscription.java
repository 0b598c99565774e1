package queuelab.supervisor.analysis;

/** One copy of one queue's messages, both counted from 0. */
record Subscription(int queue, int copy) implements Comparable<Subscription> {
    static final Subscription UNKNOWN = new Subscription(-1, -1);

    @Override
    public int compareTo(Subscription other) {
        return queue != other.queue ? Integer.compare(queue, other.queue) : Integer.compare(copy, other.copy);
    }

    /** As people count: from 1. */
    @Override
    public String toString() {
        return "queue " + (queue + 1) + " copy " + (copy + 1);
    }
}
