package queuelab.supervisor.host.agent;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Envelopes as text: one JSON object each. Strict both ways, as the frames of children are. */
final class AgentFrames {
    /** No frame is longer, in characters: the largest are parts of recordings. */
    static final int MOST_CHARACTERS = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MOST_CHARACTERS)
                            .maxNestingDepth(50)
                            .build())
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AgentFrames() {}

    static String encode(Envelope envelope) {
        return MAPPER.writeValueAsString(envelope);
    }

    static Envelope decode(String text) throws BadAgentFrame {
        if (text.length() > MOST_CHARACTERS) {
            throw new BadAgentFrame("a frame is at most " + MOST_CHARACTERS + " characters long, got " + text.length());
        }
        try {
            Envelope envelope = MAPPER.readValue(text, Envelope.class);
            if (envelope == null) {
                throw new BadAgentFrame("no frame: null");
            }
            return envelope;
        } catch (JacksonException e) {
            String where = e.getPathReference();
            throw new BadAgentFrame("no frame: " + e.getClass().getSimpleName() + " at " + where);
        }
    }
}
