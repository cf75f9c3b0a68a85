// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

    private static final String HOSTILE = "<script>alert(\"1\")</script> & 'x' {}";
    private static final String HARMLESS = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; {}";

    @Test
    void textIsEscapedBetweenTagsAndInAttributes() {
        assertThat(Html.of("<p title=\"{}\">{}</p>", HOSTILE, HOSTILE).markup())
                .isEqualTo("<p title=\"" + HARMLESS + "\">" + HARMLESS + "</p>");
        assertThat(Html.of("{}", "\0").markup()).isEqualTo("\ufffd");
    }

    @Test
    void htmlStaysHtml() {
        Html bold = Html.of("<b>{}</b>", HOSTILE);

        assertThat(Html.of("<p>{} and {}</p>", bold, 1).markup()).isEqualTo("<p><b>" + HARMLESS + "</b> and 1</p>");
        assertThat(Html.each(List.of("<", ">"), sign -> Html.of("<i>{}</i>", sign))
                        .markup())
                .isEqualTo("<i>&lt;</i><i>&gt;</i>");
    }

    @Test
    void theCellsOfATableAreEscaped() {
        assertThat(Html.table("facts", List.of(HOSTILE), List.of(List.of(HOSTILE), List.of(new Html("<b>x</b>"))))
                        .markup())
                .contains("<table class=\"facts\">", "<th scope=\"col\">" + HARMLESS, "<td>" + HARMLESS, "<td><b>x</b>")
                .doesNotContain("<script>");
    }

    @Test
    void aTemplateWithMorePlacesOrFewerIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Html.of("{} {}", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Html.of("{}", 1, 2));
    }
}
