package queuelab.supervisor.host.agent;

import queuelab.exchange.control.Assignment;
import queuelab.exchange.control.Command;
import queuelab.exchange.control.Report;
import queuelab.exchange.json.JsonMistake;
import queuelab.exchange.json.RecordJson;
import queuelab.exchange.transport.TransportSpec;

/** Envelopes as text: one JSON object each. Strict both ways, as the frames of children are. */
final class AgentFrames {
    /** No frame is longer, in characters: the largest are parts of recordings. */
    static final int MOST_CHARACTERS = 1 << 20;

    private static final RecordJson JSON =
            RecordJson.complete(AgentFrame.KINDS, Assignment.KINDS, Command.KINDS, Report.KINDS, TransportSpec.KINDS);

    private AgentFrames() {}

    static String encode(Envelope envelope) {
        return JSON.write(Envelope.class, envelope);
    }

    static Envelope decode(String text) throws BadAgentFrame {
        if (text.length() > MOST_CHARACTERS) {
            throw new BadAgentFrame("a frame is at most " + MOST_CHARACTERS + " characters long, got " + text.length());
        }
        try {
            return JSON.read(text, Envelope.class);
        } catch (JsonMistake e) {
            throw new BadAgentFrame("no frame: a mistake of " + e.about() + " at `" + e.where() + "`");
        }
    }
}
