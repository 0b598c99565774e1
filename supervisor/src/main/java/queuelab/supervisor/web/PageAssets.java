package queuelab.supervisor.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the page. What is not on the list is not served, whatever the path. Safe for use by several threads. */
@Singleton
final class PageAssets {
    private static final String OWN = "queuelab/supervisor/page/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    private static final Map<String, String> RESOURCES = Stream.concat(
                    Stream.of(
                                    "index.html",
                                    "page.css",
                                    "icon.svg",
                                    "page.js",
                                    "api.js",
                                    "words.js",
                                    "charts.js",
                                    "lane.js",
                                    "live.js",
                                    "agents.js",
                                    "experiments.js",
                                    "runs.js")
                            .map(name -> Map.entry(name, OWN + name)),
                    Stream.of(
                            Map.entry("pico.css", webjar("org.webjars.npm", "picocss__pico", "css/pico.min.css")),
                            Map.entry("echarts.js", webjar("org.webjars", "echarts", "echarts.common.min.js"))))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

    /**
     * A file as it is sent.
     *
     * @param tag changes with the content
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
    record Asset(byte[] content, String type, String tag) {}

    Optional<Asset> find(String name) {
        return Optional.ofNullable(RESOURCES.get(name))
                .map(resource -> loaded.computeIfAbsent(name, _ -> load(name, resource)));
    }

    private static Asset load(String name, String resource) {
        byte[] content = read(resource);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return new Asset(content, TYPES.getOrDefault(ending, "application/octet-stream"), tag(content));
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest, 8)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String webjar(String group, String artifact, String file) {
        Properties properties = new Properties();
        try {
            byte[] text = read("META-INF/maven/" + group + "/" + artifact + "/pom.properties");
            properties.load(new StringReader(new String(text, StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException("the version of webjar " + artifact + " cannot be read", e);
        }
        return "META-INF/resources/webjars/" + artifact + "/" + properties.getProperty("version") + "/" + file;
    }

    private static byte[] read(String resource) {
        try (InputStream stream = PageAssets.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
