package calorimeter.lab.claim;

import calorimeter.lab.claim.Evidence.Residual;
import calorimeter.lab.claim.Finding.Detail;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Identities that hold to rounding, tried on the attention rows or weights of finished runs and on the systems
/// of the theory: one residual above its bound refutes.
///
/// @param what the identities in words
/// @param checks names of the residuals, all of which are required
public record IdentityHolds(String what, List<String> checks) implements Prediction {

    public IdentityHolds {
        checks = List.copyOf(checks);
    }

    @Override
    public String text() {
        return what + " Every residual is at most its bound; one above refutes. Checks: " + String.join(", ", checks);
    }

    @Override
    public boolean isTest() {
        return false;
    }

    @Override
    public Assessment assess(Evidence evidence) {
        List<Residual> residuals = evidence.residuals(checks);
        List<String> without = checks.stream()
                .filter(check ->
                        residuals.stream().noneMatch(found -> found.check().equals(check)))
                .toList();
        if (!without.isEmpty()) {
            return new Assessment.Unmeasured(
                    "not yet tried: " + String.join(", ", without) + "; finished runs with a checkpoint are needed");
        }
        Residual worst = residuals.stream()
                .max(Comparator.comparingDouble(residual -> residual.value() / residual.bound()))
                .orElseThrow();
        boolean holds = residuals.stream().allMatch(Residual::holds);
        Finding finding = new Finding(
                "largest residual over its bound (" + worst.check() + ")",
                exact(worst.value() / worst.bound(), residuals.size()),
                "no test: an identity holds to rounding or it does not",
                residuals.stream().map(Residual::run).distinct().toList(),
                details(residuals));
        return Assessment.decided(finding, holds);
    }

    private static Estimate exact(double value, int n) {
        double shown = Double.isFinite(value) ? value : Double.MAX_VALUE;
        return new Estimate(shown, new Interval(shown, shown, Family.CONFIDENCE), n);
    }

    private List<Detail> details(List<Residual> residuals) {
        List<Detail> details = new ArrayList<>();
        for (String check : checks) {
            List<Residual> of = residuals.stream()
                    .filter(residual -> residual.check().equals(check))
                    .toList();
            double largest = of.stream().mapToDouble(Residual::value).max().orElseThrow();
            int rows = of.stream().mapToInt(Residual::count).sum();
            details.add(Detail.of(
                    "largest residual, " + check + " (bound " + of.getFirst().bound() + ")", largest, rows));
        }
        return details;
    }
}
