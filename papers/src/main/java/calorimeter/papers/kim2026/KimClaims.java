package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.IdentityHolds;
import calorimeter.papers.claim.PeakPrecedes;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.PeakWindow;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.physics.theory.TheoryChecks;
import calorimeter.report.theory.TrainedPositions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The claims of kim2026 with their predictions.
final class KimClaims {

    private static final String KIM = "G. Kim, arXiv:2602.08216";
    private static final String OPERATIONAL = KIM + "; the thresholds of the prediction are ours";
    private static final String NULLS = "ours, on " + KIM;

    /// Per null run, at which signals are compared.
    static final double FALSE_ALARMS = 0.1;

    /// Runs whose rows and weights identities are tried on.
    private static final String RUNS = TrainedIdentities.MOST_RUNS_TRIED + " runs of each arm and modulus";

    private static final String SAMPLE = " (" + RUNS + ", at most " + CapturedRows.MOST_ROWS + " rows each)";

    private KimClaims() {}

    static List<Claim> all(PeakRule rule) {
        List<Claim> claims = new ArrayList<>(identities());
        for (Signal signal : List.of(Signal.SPECIFIC_HEAT, Signal.LANDSCAPE)) {
            claims.addAll(peaks(signal, rule));
        }
        claims.add(new Claim(
                "K-NODIVERGENCE",
                "The height of the peak of C stays finite as the modulus grows",
                OPERATIONAL,
                new PeakHeightBounded(RunEvidence.SPECIFIC_HEAT, "C", PeakWindow.MEMORISED, 0.2, rule)));
        claims.add(new Claim(
                "K-SCALING.size",
                "The variance of logits grows with d_k without the factor 1/√d_k and not with it",
                OPERATIONAL,
                new LogitScaling(0.1)));
        claims.add(new Claim(
                "K-SCALING.temperature",
                "Along training the effective temperature is √d_k/‖W‖²",
                OPERATIONAL,
                new EffectiveTemperature(0.25)));
        claims.add(new Claim(
                "K-FIRSTLAW",
                "The ledger dU = δW + δQ closes to rounding, and ΔS − βδQ vanishes in the reversible limit",
                KIM + "v1; the order of the limit is ours (docs/theory.md)",
                new FirstLawHolds(1e-9)));
        return List.copyOf(claims);
    }

    private static List<Claim> identities() {
        return List.of(
                new Claim(
                        "K-SOFTMAX",
                        "Softmax is the unique minimum of the free energy",
                        KIM,
                        new IdentityHolds(
                                "On attention rows of finished runs" + SAMPLE + ", F_T[p] - F = T KL(p|softmax) for"
                                        + " random p and is 0 for the recorded p, and a minimiser from random starts"
                                        + " ends at the recorded p.",
                                bounds(
                                        CapturedRows.CERTIFICATE,
                                        CapturedRows.RECORDED,
                                        CapturedRows.MINIMISER,
                                        "information.certificate",
                                        "information.mirror-descent",
                                        "information.dual-newton"))),
                new Claim(
                        "K-FDT",
                        "C = dU/dT = T dS/dT = β² Var(E) = Var(ln p): fluctuation and dissipation agree",
                        KIM,
                        new IdentityHolds(
                                "On attention rows of finished runs" + SAMPLE + " the five forms of the specific heat"
                                        + " agree.",
                                bounds(
                                        CapturedRows.SPECIFIC_HEAT,
                                        "ensemble.specific-heat",
                                        "ensemble.fisher-information"))),
                new Claim(
                        "K-ROPE",
                        "A global shift of positions costs no energy with rotary positions and a finite one with"
                                + " learned ones; a uniform phase is a zero mode",
                        KIM,
                        new IdentityHolds(
                                "On trained weights (" + RUNS + "), residuals of the symmetry (rotary) and "
                                        + TrainedPositions.BROKEN + " over its cost (learned).",
                                bounds(
                                        "rotary.trained-shift",
                                        "rotary.trained-zero-mode",
                                        "rotary.trained-exchanged",
                                        "learned.trained-shift",
                                        "learned.trained-massive-mode",
                                        "positions.zero-mode",
                                        "positions.shift-invariance",
                                        "positions.shift-cost"))));
    }

    /// Declared bounds of residuals; of the theory, its own tolerances.
    private static Map<String, Double> bounds(String... checks) {
        Map<String, Double> known = new HashMap<>(CapturedRows.BOUNDS);
        TheoryChecks.all().forEach(check -> known.put(check.name(), check.tolerance()));
        for (String exact : List.of("shift", "zero-mode", "exchanged")) {
            known.put("rotary.trained-" + exact, TrainedPositions.EXACT);
        }
        for (String broken : List.of("shift", "massive-mode")) {
            known.put("learned.trained-" + broken, TrainedPositions.AT_LEAST_BROKEN);
        }
        Map<String, Double> bounds = new LinkedHashMap<>();
        for (String check : checks) {
            Double bound = known.get(check);
            if (bound == null) {
                throw new IllegalArgumentException("there is no bound for the residual '" + check + "'");
            }
            bounds.put(check, bound);
        }
        return bounds;
    }

    private static List<Claim> peaks(Signal signal, PeakRule rule) {
        String symbol = signal.symbol();
        String column = signal.column();
        List<Claim> claims = new ArrayList<>();
        for (PeakWindow window : PeakWindow.values()) {
            String suffix = symbol + (window == PeakWindow.ANY ? "" : ".memorised");
            claims.add(new Claim(
                    "K-PEAK." + suffix,
                    "A peak of " + symbol + " " + window.words() + " in every seed at every prime",
                    OPERATIONAL,
                    new PeakPrecedes(
                            column,
                            symbol,
                            window,
                            0.8,
                            rule,
                            List.of(Arm.MAIN, KimGrid.SECOND_MODEL),
                            Optional.of(KimGrid.UNORDERED))));
            claims.add(new Claim(
                    "K-PEAK-NULL." + suffix,
                    "Peaks of " + symbol + " " + window.words() + " are less frequent in runs that do not generalise",
                    NULLS,
                    new PeakBeatsNulls(column, symbol, window, 0.25, rule)));
        }
        claims.add(new Claim(
                "K-PEAK-INFORMATIVE." + symbol,
                "The step of the peak of " + symbol + " predicts the step of generalisation",
                NULLS,
                new PeakPredicts(column, symbol, PeakWindow.MEMORISED, 0.3, rule)));
        claims.add(new Claim(
                "K-WARNING." + symbol,
                "Watched online, " + symbol + " warns earlier than the signals in use",
                NULLS,
                new PeakWarns(signal, FALSE_ALARMS, rule)));
        return claims;
    }
}
