package queuelab.exchange.recording;

import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper of recordings: records as they are, fields in their order, numbers as numbers. */
final class RecordingJson {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RecordingJson() {}
}
