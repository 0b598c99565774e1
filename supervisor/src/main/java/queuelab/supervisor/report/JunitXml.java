package queuelab.supervisor.report;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import queuelab.supervisor.report.FailCondition.State;
import queuelab.supervisor.report.RunComparison.Judgement;

/**
 * Judged conditions as JUnit XML, which build servers read: one test case for each condition at each point, failed where it holds,
 * skipped where there are too few trials.
 */
public final class JunitXml {
    private JunitXml() {}

    public static void write(Path file, List<Judgement> judgements) throws IOException {
        AtomicFile.replace(file, text(judgements));
    }

    static String text(List<Judgement> judgements) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "lab compare");
            xml.writeAttribute("tests", String.valueOf(judgements.size()));
            xml.writeAttribute("failures", count(judgements, State.HOLDS));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", count(judgements, State.TOO_FEW_TRIALS));
            for (Judgement judgement : judgements) {
                write(xml, judgement);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a StringWriter refused text", e);
        }
        return text.append('\n').toString();
    }

    private static void write(XMLStreamWriter xml, Judgement judgement) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean(judgement.label()));
        xml.writeAttribute("name", clean("not " + judgement.condition().text()));
        String line = clean(ComparisonText.line(judgement));
        switch (judgement.state()) {
            case HOLDS -> message(xml, "failure", line);
            case TOO_FEW_TRIALS -> message(xml, "skipped", line);
            case DOES_NOT_HOLD -> {
                xml.writeStartElement("system-out");
                xml.writeCharacters(line);
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    private static void message(XMLStreamWriter xml, String element, String line) throws XMLStreamException {
        xml.writeEmptyElement(element);
        xml.writeAttribute("message", line);
    }

    private static String count(List<Judgement> judgements, State state) {
        return String.valueOf(judgements.stream()
                .filter(judgement -> judgement.state() == state)
                .count());
    }

    /** XML 1.0 has no control characters, not even escaped. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\\uD800-\\uDFFF\\uFFFE\\uFFFF]", "?");
    }
}
