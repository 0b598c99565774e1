package queuelab.supervisor.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import queuelab.supervisor.report.ReportPage.Assets;

/** Style sheets and scripts that the report carries within itself: from webjars on the class path, and the lab's own. */
final class ReportAssets {
    private static final String OWN = "queuelab/supervisor/report/";

    private ReportAssets() {}

    static Assets load() {
        return new Assets(
                style(webjar("org.webjars.npm", "picocss__pico", "css/pico.min.css")),
                style(text(OWN + "report.css")),
                script(webjar("org.webjars", "echarts", "echarts.common.min.js")),
                script(text(OWN + "report.js")));
    }

    private static String webjar(String group, String artifact, String file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text("META-INF/maven/" + group + "/" + artifact + "/pom.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException("the version of webjar " + artifact + " cannot be read", e);
        }
        return text("META-INF/resources/webjars/" + artifact + "/" + properties.getProperty("version") + "/" + file);
    }

    private static String text(String resource) {
        try (InputStream stream = ReportAssets.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    private static String style(String text) {
        return withoutEnd(text, "</style");
    }

    private static String script(String text) {
        return withoutEnd(text, "</script");
    }

    /** What ends its element early would spill the rest into the page. */
    private static String withoutEnd(String text, String end) {
        if (text.toLowerCase(Locale.ROOT).contains(end)) {
            throw new IllegalStateException("an asset of the report contains " + end);
        }
        return text;
    }
}
