package queuelab.exchange.recording;

import queuelab.exchange.json.RecordJson;

/** How recordings are read and written as JSON. */
final class RecordingJson {
    static final RecordJson JSON = RecordJson.forgiving();

    private RecordingJson() {}
}
