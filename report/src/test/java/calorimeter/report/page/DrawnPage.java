// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A page of panels in a real browser, after every choice was clicked: its script runs without an error, draws
/// every chart, and writes its files of numbers.
public final class DrawnPage {

    private static final Pattern CHART = Pattern.compile("<div class=\"chart\"");
    private static final Pattern DRAWN =
            Pattern.compile("<div class=\"chart\"[^>]* data-drawn=\"true\"[^>]*><div[^>]*><svg");

    private static final String CLICKS = """
            <script>
            addEventListener('securitypolicyviolation', event => {
              document.documentElement.dataset.violation = event.violatedDirective;
            });
            document.querySelector('[data-theme-choice="dark"]').click();
            document.querySelectorAll('.legend button').forEach(button => button.isConnected && button.click());
            dispatchEvent(new Event('beforeprint'));
            dispatchEvent(new Event('afterprint'));
            const files = [];
            window.Blob = function (parts) { files.push(parts.join('').trimEnd().split('\\r\\n')); };
            URL.createObjectURL = () => '#';
            document.querySelectorAll('button.csv').forEach(button => button.click());
            document.documentElement.dataset.points = files.map(file => file.length - 1).join(' ');
            document.documentElement.dataset.columns = files[0][0];
            </script>
            """;

    private DrawnPage() {}

    /// The document afterwards; `data-points` holds how many rows each file had, `data-columns` the first's
    /// head.
    public static String clicked(Path folder, String page) throws IOException, InterruptedException {
        // The chart library holds a closing tag of its own in a string.
        int end = page.lastIndexOf("</body>");
        return Chromium.required(folder).load(page.substring(0, end) + CLICKS + page.substring(end));
    }

    public static void assertComplete(String document, int charts) {
        assertThat(CHART.matcher(document).results()).hasSize(charts);
        assertThat(DRAWN.matcher(document).results()).hasSize(charts);
        assertThat(document).contains("data-ready=\"" + charts + "\"");
        assertThat(document.substring(0, document.indexOf("<head>")))
                .doesNotContain("data-error")
                .doesNotContain("data-violation");
    }
}
