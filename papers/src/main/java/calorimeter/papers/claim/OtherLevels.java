package calorimeter.papers.claim;

import calorimeter.papers.claim.Finding.Detail;
import calorimeter.statistics.location.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/// The same number at the levels of test accuracy by which a claim is not judged: what generalised means is a
/// choice, and a result that hangs on it should say so.
final class OtherLevels {

    private OtherLevels() {}

    /// @param values of the runs, or pairs, that reached a level
    static List<Detail> of(String label, PeakRule rule, DoubleFunction<double[]> values) {
        List<Detail> details = new ArrayList<>();
        for (double level : RunEvidence.LEVELS) {
            double[] reached = level == rule.generalised() ? new double[0] : values.apply(level);
            if (reached.length > 0) {
                details.add(Detail.of(
                        "median " + label + ", at test accuracy " + Texts.number(level),
                        Median.of(reached, Family.CONFIDENCE).orElseThrow()));
            }
        }
        return details;
    }
}
