package queuelab.supervisor.scenario;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in a scenario.
 *
 * @param sentence what is wrong, the limit and the value
 * @param place where it was written; null where the sentence itself names the file
 */
public record Problem(String sentence, @Nullable Place place) {
    @Override
    public String toString() {
        return place == null ? sentence : sentence + " (" + place + ")";
    }
}
