// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.papers.claim.Evidence.Residual;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Identities that hold to rounding, tried on the attention rows or weights of finished runs and on the systems
/// of the theory: one residual above its bound refutes.
///
/// @param what the identities in words
/// @param bounds by name of the residual, all of which are required
public record IdentityHolds(String what, Map<String, Double> bounds) implements Prediction {

    public IdentityHolds {
        bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
    }

    @Override
    public String text() {
        List<String> each = new ArrayList<>();
        bounds.forEach((check, bound) -> each.add(check + " at most " + bound));
        return what + " One residual above its bound refutes: " + String.join(", ", each) + ".";
    }

    @Override
    public boolean isTest() {
        return false;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<String> checks = List.copyOf(bounds.keySet());
        List<Residual> found = evidence.residuals(checks);
        List<Residual> residuals =
                found.stream().filter(residual -> residual.count() > 0).toList();
        residuals.forEach(this::requireDeclared);
        List<String> without = checks.stream()
                .filter(check -> residuals.stream()
                        .noneMatch(residual -> residual.check().equals(check)))
                .toList();
        if (!without.isEmpty()) {
            return new Verdict.NotTested("no finished run to try these on: "
                    + without.stream()
                            .map(check -> check + reason(check, found))
                            .collect(Collectors.joining(", ")));
        }
        Residual worst = residuals.stream()
                .max(Comparator.comparingDouble(residual -> residual.value() / residual.bound()))
                .orElseThrow();
        boolean holds = residuals.stream().allMatch(Residual::holds);
        Grounds grounds = new Grounds(
                "largest residual over its bound (" + worst.check() + ")",
                exact(worst.value() / worst.bound(), residuals.size()),
                "no test: an identity holds to rounding or it does not",
                residuals.stream().map(Residual::run).distinct().toList(),
                details(residuals));
        return Verdict.decided(grounds, holds);
    }

    private static String reason(String check, List<Residual> found) {
        return found.stream()
                .filter(residual -> residual.check().equals(check) && residual.isUntried())
                .findFirst()
                .map(residual -> " (" + residual.run() + ")")
                .orElse("");
    }

    /// A bound that is not the declared one would be another claim.
    private void requireDeclared(Residual residual) {
        Double declared = bounds.get(residual.check());
        if (declared == null || declared != residual.bound()) {
            throw new IllegalStateException("the bound of " + residual.check() + " in run " + residual.run() + " is "
                    + residual.bound() + " but was declared as " + declared);
        }
    }

    private static Estimate exact(double value, int n) {
        double shown = Double.isFinite(value) ? value : Double.MAX_VALUE;
        return new Estimate(shown, new Interval(shown, shown, Family.CONFIDENCE), n);
    }

    private List<Detail> details(List<Residual> residuals) {
        List<Detail> details = new ArrayList<>();
        for (String check : bounds.keySet()) {
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
