// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// HTML. Whatever enters a template is escaped unless it is of this type, so foreign text never becomes markup:
///
/// ```java
/// Html.of("<p>{} by {}</p>", run.name(), Html.of("<i>{}</i>", author))
/// ```
///
/// @param markup trusted: written here or in a resource, never taken from data
public record Html(String markup) {

    public static final Html NOTHING = new Html("");

    private static final String PLACE = "{}";

    /// Fills the places `{}` of a template in turn.
    ///
    /// @throws IllegalArgumentException unless there are as many values as places
    public static Html of(String template, Object... values) {
        StringBuilder html = new StringBuilder();
        int end = 0;
        for (Object value : values) {
            int place = template.indexOf(PLACE, end);
            if (place < 0) {
                throw new IllegalArgumentException("more values than places in '" + template + "'");
            }
            html.append(template, end, place).append(value instanceof Html inner ? inner.markup : escape(value));
            end = place + PLACE.length();
        }
        if (template.indexOf(PLACE, end) >= 0) {
            throw new IllegalArgumentException("more places than values in '" + template + "'");
        }
        return new Html(html.append(template, end, template.length()).toString());
    }

    /// One piece of HTML for each item, one after the other.
    public static <T> Html each(List<T> items, Function<T, Html> piece) {
        return new Html(items.stream().map(piece).map(Html::markup).collect(Collectors.joining()));
    }

    /// A table.
    ///
    /// @param kind `facts` for numbers and single words, which are never broken; else empty
    public static Html table(String kind, List<?> header, List<? extends List<?>> rows) {
        return of(
                """
                <div class="scroll"><table{}><thead><tr>{}</tr></thead><tbody>
                {}</tbody></table></div>
                """,
                kind.isEmpty() ? NOTHING : of(" class=\"{}\"", kind),
                each(header, cell -> of("<th scope=\"col\">{}</th>", cell)),
                each(rows, row -> of("<tr>{}</tr>\n", each(row, cell -> of("<td>{}</td>", cell)))));
    }

    /// Safe between tags and inside quoted attributes, whatever the text. HTML has no way to write the NUL
    /// character; it becomes what a browser would make of it.
    private static String escape(Object text) {
        return text.toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace('\0', '\ufffd');
    }

    @Override
    public String toString() {
        return markup;
    }
}
