package queuelab.supervisor.scenario;

/** A value that a setting does not take. Its message continues the setting's name: “must be …, got …”. */
final class Refusal extends Exception {
    Refusal(String must, String got) {
        super("must be " + must + ", got " + got);
    }

    String sentence(String key) {
        return "`" + key + "` " + getMessage();
    }
}
