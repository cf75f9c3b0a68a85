// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimsDocumentTest {

    @Test
    void aSectionIsReplacedAndTheOthersStay() {
        String document = ClaimsDocument.replaced("# Claims\n", "kim2026", "first\n");
        document = ClaimsDocument.replaced(document, "pandey2026", "second\n");
        document = ClaimsDocument.replaced(document, "kim2026", "third\n");
        assertThat(document).isEqualTo("""
                        # Claims

                        <!-- begin kim2026 -->
                        third
                        <!-- end kim2026 -->

                        <!-- begin pandey2026 -->
                        second
                        <!-- end pandey2026 -->
                        """);
    }

    @Test
    void theQuickSizeDoesNotReplaceTheDefault() {
        String document = ClaimsDocument.replaced("# Claims\n", "kim2026/default", "hours\n");
        document = ClaimsDocument.replaced(document, "kim2026/quick", "minutes\n");
        assertThat(document).contains("hours\n<!-- end kim2026/default -->").contains("minutes\n");
    }
}
