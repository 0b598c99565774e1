package queuelab.supervisor.scenario;

/**
 * Where something was written.
 *
 * @param name a file, or an option of the command line as typed
 * @param line its line in that file, from 1; 0 where lines mean nothing
 */
public record Place(String name, int line) {
    private static final int MOST_CHARACTERS = 80;

    /** A file as a whole. */
    static Place file(String name) {
        return new Place(name, 0);
    }

    /** An option of the command line, cut where it is long. */
    static Place option(String typed) {
        return new Place(typed.length() <= MOST_CHARACTERS ? typed : typed.substring(0, MOST_CHARACTERS) + "…", 0);
    }

    @Override
    public String toString() {
        return line > 0 ? name + ", line " + line : name;
    }
}
