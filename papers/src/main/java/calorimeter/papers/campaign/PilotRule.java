package calorimeter.papers.campaign;

import calorimeter.papers.campaign.Outlook.Fate;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/// The smallest train fraction at which every pilot seed generalises within the budget. Pilot seeds are not those
/// of the experiment, so the choice does not select its outcome.
///
/// @param fractions tried in rising order
/// @param seeds of the pilot
record PilotRule(List<Double> fractions, List<Long> seeds) {

    /// The rule in words, for the declared design.
    String text() {
        return "train fraction: the least of " + fractions + " at which every pilot seed of " + seeds
                + " generalises within the budget, by modulus";
    }

    /// What the pilot of one modulus needs and says.
    ///
    /// @param items all pilot runs known to be needed so far
    /// @param chosen empty until known, or when there is none
    /// @param settled whether it is known
    record Choice(List<Item> items, OptionalDouble chosen, boolean settled) {}

    /// @param settings by fraction and seed
    Choice of(Outlook outlook, BiFunction<Double, Long, RunSettings> settings) {
        List<Item> items = new ArrayList<>();
        for (double fraction : fractions) {
            List<Item> tried = seeds.stream()
                    .map(seed ->
                            new Item(Arm.PILOT, settings.apply(fraction, seed).parameters()))
                    .toList();
            items.addAll(tried);
            Optional<Boolean> all = allGeneralise(outlook, tried);
            if (all.isEmpty()) {
                return new Choice(items, OptionalDouble.empty(), false);
            }
            if (all.get()) {
                return new Choice(items, OptionalDouble.of(fraction), true);
            }
        }
        return new Choice(items, OptionalDouble.empty(), true);
    }

    /// Empty while one is pending.
    private static Optional<Boolean> allGeneralise(Outlook outlook, List<Item> tried) {
        boolean all = true;
        for (Item item : tried) {
            switch (outlook.of(item)) {
                case Fate.Pending pending -> {
                    return Optional.empty();
                }
                case Fate.Finished finished ->
                    all &= finished.run().generalisedAt().isPresent();
                case Fate.Broken broken -> all = false;
            }
        }
        return Optional.of(all);
    }
}
