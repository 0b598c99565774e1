package queuelab.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * {@code broker.log}: everything Artemis says from INFO on, in the recordings of a trial, and nowhere else. Works on the running logging
 * system, so it is the same in a broker's own process and inside the supervisor. Two brokers in one JVM share their lines, and so does an
 * Artemis client beside a broker: the loggers are named after classes, not brokers.
 */
final class BrokerLog implements AutoCloseable {
    static final String FILE = "broker.log";

    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%logger{0}] %msg%n";
    private static final String ARTEMIS = "org.apache.activemq";

    /** Artemis audits each call, each message even, where this logger has INFO: a cost that would be measured. */
    private static final String AUDIT = "org.apache.activemq.audit";

    private final Logger logger;
    private final FileAppender<ILoggingEvent> appender;

    private BrokerLog(Logger logger, FileAppender<ILoggingEvent> appender) {
        this.logger = logger;
        this.appender = appender;
    }

    /** For a process that does nothing but run a broker: warnings of everything else go to stderr. To be called before Artemis is touched. */
    static void quietProcess() {
        LoggerContext context = context();
        context.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(context));
        ThresholdFilter warnings = new ThresholdFilter();
        warnings.setLevel(Level.WARN.levelStr);
        warnings.start();
        console.addFilter(warnings);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
    }

    static BrokerLog open(Path recordings) {
        LoggerContext context = context();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setName(recordings.toString());
        appender.setFile(recordings.resolve(FILE).toString());
        appender.setEncoder(encoder(context));
        appender.start();
        Logger logger = context.getLogger(ARTEMIS);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        context.getLogger(AUDIT).setLevel(Level.WARN);
        logger.addAppender(appender);
        return new BrokerLog(logger, appender);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
        if (!logger.iteratorForAppenders().hasNext()) {
            // The last broker of this JVM: what Artemis's client says goes where everything else goes again.
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }

    private static LoggerContext context() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            return context;
        }
        throw new IllegalStateException("the log of a broker needs logback behind slf4j, found "
                + LoggerFactory.getILoggerFactory().getClass().getName());
    }
}
