// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files that a report is assembled from.
final class Resources {

    /// The version is that of the dependency in report/pom.xml; only this one file of its jar is used.
    private static final String ECHARTS = "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");

    private Resources() {}

    static String echarts() {
        return of(Resources.class, ECHARTS);
    }

    /// A file beside this class, by name.
    static String file(String name) {
        return of(Resources.class, name);
    }

    /// Replaces every {{name}} in one pass, so that a value which itself reads {{name}} stays as it is.
    static String fill(String template, Map<String, String> values) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException(
                        "the template asks for '" + found.group(1) + "', which is not given");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /// A file beside another class.
    static String of(Class<?> owner, String path) {
        try (InputStream stream = owner.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + path + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("resource " + path + " cannot be read", failure);
        }
    }
}
