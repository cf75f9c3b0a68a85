// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.Campaign;
import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.campaign.Synthetic;
import calorimeter.papers.campaign.SyntheticOutlook;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which runs each size has, with and without Fashion-MNIST.
class TanakaPlanTest {

    private static CampaignPlan plan(Size size, boolean images) {
        return new TanakaReproduction(size, images).plan(new SyntheticOutlook(0.5));
    }

    private static List<String> identities(CampaignPlan plan) {
        return plan.items().stream().map(Synthetic::identity).toList();
    }

    @ParameterizedTest
    @CsvSource({"QUICK, true", "QUICK, false", "STANDARD, true", "STANDARD, false", "FULL, true", "FULL, false"})
    void everyArmHasThePlannedRunsAndNoneIsTwiceInIt(Size size, boolean images) {
        CampaignPlan plan = plan(size, images);
        TanakaGrid grid = TanakaGrid.of(size, images);
        assertThat(plan.complete()).isTrue();
        Map<Arm, List<Item>> arms = plan.items().stream().collect(Collectors.groupingBy(Item::arm));
        assertThat(arms.keySet()).isEqualTo(plan.planned().keySet());
        arms.forEach((arm, items) -> {
            Set<String> distinct = items.stream().map(Synthetic::identity).collect(Collectors.toSet());
            assertThat(distinct).as(arm.title()).hasSize(plan.planned().getOrDefault(arm, 0));
        });
        int settings =
                grid.rates().size() * grid.momenta().size() * grid.decays().size();
        assertThat(plan.planned())
                .containsEntry(TanakaPlan.FREE, settings * grid.seeds())
                .containsEntry(TanakaPlan.FROZEN, settings * grid.seeds())
                .containsEntry(
                        TanakaPlan.BATCH, grid.batches().size() * grid.momenta().size() * grid.seeds())
                .containsEntry(TanakaPlan.SCALED, 3 * grid.seeds())
                .containsEntry(TanakaPlan.ADAM, 3 * grid.seeds());
        assertThat(plan.items())
                .allMatch(item -> item.parameters().stopping().maxSteps() > 0)
                .allMatch(item -> item.seed() < grid.seeds());
    }

    /// Unscaled filters without decay are a run of the grid, where the grid has their rate.
    @Test
    void theArmsShareNoRunsButTheUnscaledOnesOfTheGrid() {
        for (boolean images : new boolean[] {true, false}) {
            assertThat(identities(plan(Size.QUICK, images))).doesNotHaveDuplicates();
            CampaignPlan plan = plan(Size.STANDARD, images);
            Map<String, List<Item>> runs = plan.items().stream().collect(Collectors.groupingBy(Synthetic::identity));
            List<List<Item>> shared =
                    runs.values().stream().filter(items -> items.size() > 1).toList();
            assertThat(shared)
                    .hasSize(3)
                    .allSatisfy(items -> assertThat(items)
                            .extracting(Item::arm)
                            .containsExactly(TanakaPlan.FREE, TanakaPlan.SCALED));
        }
    }

    @Test
    void identitiesAreTheSameTheNextTimeAndDifferBetweenTheGrids() {
        assertThat(identities(plan(Size.QUICK, true))).isEqualTo(identities(plan(Size.QUICK, true)));
        Set<String> both = new HashSet<>(identities(plan(Size.QUICK, true)));
        both.retainAll(identities(plan(Size.QUICK, false)));
        long grid = plan(Size.QUICK, true).stages().stream()
                .filter(stage -> stage.name().equals("grid"))
                .mapToLong(stage -> stage.items().size())
                .sum();
        assertThat(both).hasSize(plan(Size.QUICK, true).items().size() - (int) grid);
    }

    @Test
    void withoutFashionMnistPerceptronsTakeItsPlaceAndTheReportSaysSo() {
        TanakaReproduction with = new TanakaReproduction(Size.QUICK, true);
        TanakaReproduction without = new TanakaReproduction(Size.QUICK, false);
        assertThat(plan(Size.QUICK, true).remarks()).isEmpty();
        assertThat(plan(Size.QUICK, false).remarks())
                .singleElement()
                .asString()
                .contains("Fashion-MNIST is not installed", "perceptrons");
        assertThat(without.summary()).contains("Fashion-MNIST is not installed");
        assertThat(without.design()).contains("Fashion-MNIST is not installed");
        assertThat(with.summary() + with.design()).doesNotContain("not installed");
        assertThat(plan(Size.QUICK, false).items()).allMatch(item -> item.modulus() > 0);
        assertThat(plan(Size.QUICK, true).items()).anyMatch(item -> item.modulus() == 0);
    }

    @Test
    void everyTwinHasANameOfItsOwn() {
        for (boolean images : new boolean[] {true, false}) {
            Map<Object, Set<String>> names = plan(Size.QUICK, images).items().stream()
                    .map(Item::parameters)
                    .collect(Collectors.groupingBy(
                            run -> run.training().model(),
                            Collectors.mapping(TanakaResiduals::twin, Collectors.toSet())));
            assertThat(names.values().stream().flatMap(Set::stream).toList())
                    .hasSameSizeAs(names.values())
                    .doesNotHaveDuplicates()
                    .contains("twin of nanda, mlp with norm batch-norm", "twin of nanda, mlp with norm none");
        }
    }

    /// A store with images is judged by its runs wherever it is read; one without is not asked for any.
    @Test
    void whatAStoreHasDeclaredStays(@TempDir Path home) {
        TanakaReproduction with = new TanakaReproduction(Size.QUICK, true);
        TanakaReproduction without = new TanakaReproduction(Size.QUICK, false);
        try (RunStore store = RunStore.open(home)) {
            new Campaign(store, without).declare();
            assertThat(without.in(store)).isEqualTo(without);
            assertThat(with.in(store)).isEqualTo(with);
            assertThat(identities(new Campaign(store, without).plan())).isEqualTo(identities(plan(Size.QUICK, false)));
            new Campaign(store, with).declare();
            assertThat(without.in(store)).isEqualTo(with);
            assertThat(new TanakaReproduction(Size.STANDARD, false).in(store).design())
                    .contains("not installed");
            assertThat(identities(new Campaign(store, without).plan())).isEqualTo(identities(plan(Size.QUICK, true)));
        }
    }

    @Test
    void claimsAreTheSameWithAndWithoutImagesAndHaveTheirOwnNames() {
        Function<Boolean, List<String>> claims = images -> new TanakaReproduction(Size.QUICK, images)
                .claims().stream().map(Claim::identity).toList();
        assertThat(claims.apply(true)).isEqualTo(claims.apply(false));
        assertThat(new TanakaReproduction(Size.QUICK, true).claims())
                .extracting(Claim::id)
                .doesNotHaveDuplicates();
    }
}
