// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The colours of a light page, read from its style sheet, so that files for paper have the same.
public final class LightColours {

    private static final Pattern BLOCK = Pattern.compile(":root \\{(.*?)}", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("--([a-z0-9-]+): (#[^;]+);");
    private static final int LINES = 7;

    private static final Map<String, String> COLOURS = read();

    private LightColours() {}

    private static Map<String, String> read() {
        Matcher block = BLOCK.matcher(Resources.file("report.css"));
        if (!block.find()) {
            throw new IllegalStateException("report.css has no block ':root'");
        }
        Map<String, String> colours = new LinkedHashMap<>();
        VARIABLE.matcher(block.group(1)).results().forEach(found -> colours.put(found.group(1), found.group(2)));
        return colours;
    }

    /// @param name without its hyphens: `text`, `muted`, `grid`
    /// @return `#1a1c20`
    public static String of(String name) {
        String colour = COLOURS.get(name);
        if (colour == null) {
            throw new IllegalArgumentException("report.css has no colour '" + name + "'");
        }
        return colour;
    }

    /// Colours of curves that are told apart only (Okabe and Ito, 2008).
    public static List<String> lines() {
        return IntStream.rangeClosed(1, LINES)
                .mapToObj(line -> of("line-" + line))
                .toList();
    }

    /// Colours of ordered values, least first, at equal distances.
    public static List<String> viridis() {
        return List.of(of("viridis").split(" ", -1));
    }
}
