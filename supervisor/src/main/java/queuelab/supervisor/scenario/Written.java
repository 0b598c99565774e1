package queuelab.supervisor.scenario;

/** A value as somebody wrote it, and where. */
record Written(String text, Place place) {}
