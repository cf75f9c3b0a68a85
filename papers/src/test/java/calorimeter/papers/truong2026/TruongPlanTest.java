// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.RunSettings;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.RunEvidence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TruongPlanTest {

    private static final Outlook NOTHING = new Outlook() {
        @Override
        public boolean isPending(Item item) {
            return true;
        }

        @Override
        public Optional<RunEvidence> finished(Item item) {
            return Optional.empty();
        }
    };

    /// Free runs have grokked, with norms of 54.489.
    private static final Outlook FREE_RUNS = new Outlook() {
        @Override
        public boolean isPending(Item item) {
            return !item.arm().equals(TruongGrid.FREE);
        }

        @Override
        public Optional<RunEvidence> finished(Item item) {
            return isPending(item)
                    ? Optional.empty()
                    : Optional.of(new PlantedRuns()
                            .add(item.arm(), item.modulus(), Knobs.FREE, item.seed(), 4000.0 + item.seed(), 24)
                            .runs()
                            .getFirst());
        }
    };

    private static List<String> words(Stage stage) {
        return stage.items().stream()
                .map(item -> item.parameters().values())
                .map(of -> of.get("seed") + " " + of.get("norm-clamp") + " " + of.get("reference-norm") + " "
                        + of.get("output-temperature"))
                .toList();
    }

    @Test
    void thePublishedSettingsComeSeedBySeed() {
        CampaignPlan plan = TruongPlan.of(TruongGrid.of(Size.QUICK), NOTHING);
        assertThat(words(plan.stages().getFirst()).subList(0, 7))
                .containsExactly(
                        "0 none null 1.0",
                        "0 1.0:500 54.489 1.0",
                        "0 1.15:500 54.489 1.0",
                        "0 1.15:500 54.489 1.3",
                        "0 1.15:500 54.489 1.5",
                        "0 1.15:500 54.489 1.7",
                        "1 none null 1.0");
        assertThat(plan.items()).hasSize(4 * (6 + 5 + 2));
        assertThat(plan.complete()).isTrue();
        assertThat(plan.planned().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(plan.items().size());
    }

    @Test
    void elsewhereTheNormIsThatOfTheFreeRuns() {
        TruongGrid grid = TruongGrid.of(Size.FULL);
        CampaignPlan before = TruongPlan.of(grid, NOTHING);
        assertThat(before.complete()).isFalse();
        assertThat(before.items().stream().filter(item -> item.modulus() == 97)).hasSize(12);
        CampaignPlan after = TruongPlan.of(grid, FREE_RUNS);
        assertThat(after.complete()).isTrue();
        assertThat(after.items().stream()
                        .filter(item -> item.modulus() == 97 && !item.arm().equals(TruongGrid.FREE)))
                .hasSize(12 * 16)
                .allMatch(item -> "54.489".equals(item.parameters().values().get("reference-norm")));
        assertThat(after.planned().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(after.items().size());
        assertThat(after.items()).doesNotHaveDuplicates();
    }

    /// With both temperatures at 1 they are the main runs of kim2026, but for what is recorded.
    @Test
    void theTransformerHasEachSettingOnce() {
        CampaignPlan plan = TruongPlan.of(TruongGrid.of(Size.STANDARD), NOTHING);
        List<Item> items = plan.stages().getLast().items();
        assertThat(items).hasSize(5 * 6).doesNotHaveDuplicates();
        assertThat(items.getFirst().parameters())
                .isEqualTo(RunSettings.of("nanda")
                        .with("p", 37)
                        .with("train-fraction", 0.5)
                        .with("seed", 37_000)
                        .with("max-steps", 20_000)
                        .with("logits", true)
                        .parameters());
        assertThat(items.subList(0, 5).stream()
                        .map(item -> item.parameters().values())
                        .map(of -> of.get("output-temperature") + " " + of.get("attention-temperature")))
                .containsExactly("1.0 1.0", "1.3 1.0", "1.7 1.0", "1.0 0.5", "1.0 2.0");
    }
}
