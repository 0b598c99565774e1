package queuelab.broker;

import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.utils.XMLUtil;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * A broker profile, read.
 *
 * @param file its broker.xml
 * @param configuration what Artemis made of it; mutable
 */
record BrokerProfile(Path file, FileConfiguration configuration) {
    static final String FILE = "broker.xml";

    /** Artemis's default where the file names no journal type. */
    private static final String DEFAULT_JOURNAL = "ASYNCIO";

    /** Reads a profile folder; a mistake in it is reported with its file and, where it can be told, its line. */
    static BrokerProfile load(Path folder) throws BrokerException {
        Path file = file(folder);
        String text = read(file);
        parse(file, text);
        FileConfiguration configuration = new FileConfiguration();
        try {
            new FileDeploymentManager(file.toUri().toString())
                    .addDeployable(configuration)
                    .readConfiguration();
        } catch (Exception e) {
            explainBySchema(file, text);
            throw new BrokerException("broker profile %s: %s".formatted(file, BrokerException.reason(e)), e);
        }
        if (!configuration.isParsed()) {
            throw new BrokerException(
                    "broker profile %s has no <core> element, so it configures nothing".formatted(file));
        }
        return new BrokerProfile(file, configuration);
    }

    /** The journal type a profile asks for, told without having Artemis read it. */
    static String journalAsked(Path folder) throws BrokerException {
        Path file = file(folder);
        return journalAsked(parse(file, read(file)));
    }

    private static Path file(Path folder) throws BrokerException {
        Path file = folder.resolve(FILE);
        if (!Files.isDirectory(folder)) {
            throw new BrokerException(
                    "broker profile not found: %s is not a folder%s".formatted(folder, others(folder)));
        }
        if (!Files.isRegularFile(file)) {
            throw new BrokerException("broker profile %s has no %s".formatted(folder, FILE));
        }
        return file;
    }

    private static String others(Path folder) {
        Path parent = folder.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return "";
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            String names = siblings.filter(sibling -> Files.isRegularFile(sibling.resolve(FILE)))
                    .map(sibling -> sibling.getFileName().toString())
                    .sorted()
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? "" : "; there are: " + names;
        } catch (IOException e) {
            return "; its parent cannot be listed: " + BrokerException.reason(e);
        }
    }

    /** The text as Artemis sees it: with system properties put in, which keeps the lines. */
    private static String read(Path file) throws BrokerException {
        try {
            return XMLUtil.replaceSystemPropsInString(Files.readString(file));
        } catch (IOException e) {
            throw new BrokerException(
                    "broker profile %s cannot be read as UTF-8 text: %s".formatted(file, BrokerException.reason(e)), e);
        }
    }

    /** Artemis parses again by itself; this pass exists to tell the line of a syntax error, and to tell it once. */
    private static Document parse(Path file, String text) throws BrokerException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (SAXParseException e) {
            throw located(file, e);
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new BrokerException("broker profile %s: %s".formatted(file, BrokerException.reason(e)), e);
        }
    }

    /** Artemis checks a tree that has forgotten its lines. Once that failed, checking the text again finds the line. */
    private static void explainBySchema(Path file, String text) throws BrokerException {
        try {
            URL schema = XMLUtil.findResource("schema/artemis-server.xsd");
            URL core = XMLUtil.findResource("schema/artemis-configuration.xsd");
            var validator = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new StreamSource[] {
                        new StreamSource(core.toExternalForm()), new StreamSource(schema.toExternalForm())
                    })
                    .newValidator();
            validator.setErrorHandler(new Strict());
            validator.validate(new StreamSource(new StringReader(text)));
        } catch (SAXParseException e) {
            throw located(file, e);
        } catch (SAXException | IOException e) {
            throw new BrokerException("broker profile %s: %s".formatted(file, BrokerException.reason(e)), e);
        }
    }

    private static BrokerException located(Path file, SAXParseException e) {
        return new BrokerException(
                "broker profile %s, line %d: %s".formatted(file, e.getLineNumber(), BrokerException.reason(e)), e);
    }

    private static String journalAsked(Document document) {
        var types = document.getElementsByTagNameNS("*", "journal-type");
        return types.getLength() == 0
                ? DEFAULT_JOURNAL
                : types.item(0).getTextContent().strip();
    }

    /** Throws what the default handler would print on stderr. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {
            // Warnings tell of imports that are not needed; errors are what stops a broker.
        }

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
