// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Difference;
import calorimeter.papers.claim.IdentityHolds;
import calorimeter.papers.claim.PeakPrecedes;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.physics.theory.TheoryChecks;
import calorimeter.report.theory.TrainedPositions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The claims of kim2026 with their predictions.
final class KimClaims {

    private static final String KIM = "G. Kim, arXiv:2602.08216";
    private static final String OPERATIONAL = KIM + "; the thresholds of the prediction are ours";
    private static final String NULLS = "ours, on " + KIM;

    /// Per null run, at which signals are compared.
    static final double FALSE_ALARMS = 0.1;

    /// Test accuracies at which a peak must have been seen before.
    private static final List<Double> LEVELS = List.of(0.5, 0.9, 0.95);

    /// A smaller difference of shares would not make a peak a sign of generalisation.
    private static final double MARGIN = 0.25;

    /// A smaller ln of a ratio of steps, a quarter more or a fifth less, would not mean that a delay follows.
    private static final double MOVED = 0.223;

    /// A smaller difference of shares would not mean that a temperature makes the peak.
    private static final double APPEARED = 0.5;

    /// Runs whose rows and weights identities are tried on.
    private static final String RUNS = TrainedIdentities.MOST_RUNS_TRIED + " runs of each arm and modulus";

    private static final String SAMPLE = " (" + RUNS + ", at most " + CapturedRows.MOST_ROWS + " rows each)";

    private KimClaims() {}

    static List<Claim> all(PeakRule rule) {
        List<Claim> claims = new ArrayList<>(identities());
        Signal.THERMODYNAMIC.forEach(signal -> claims.addAll(peaks(signal, rule)));
        for (Arm arm : KimGrid.INTERVENTIONS) {
            claims.add(new Claim(
                    "K-INTERVENTION." + arm.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    "Where an intervention (" + arm.title() + ") moves the peak of C, generalisation moves with it",
                    NULLS,
                    new PeakFollowed(online(Signal.READ, rule, rule.generalised()), arm, 0.05)));
        }
        claims.add(new Claim(
                "K-SCALING.size",
                "The variance of logits grows with d_k without the factor 1/√d_k and not with it",
                OPERATIONAL,
                new LogitScaling(0.1)));
        claims.add(new Claim(
                "K-SCALING.temperature",
                "After memorisation the effective temperature is √d_k/(‖W_Q‖‖W_K‖), at every modulus",
                OPERATIONAL,
                new EffectiveTemperature(0.25)));
        claims.add(new Claim(
                "K-FIRSTLAW",
                "The ledger dU = δW + δQ closes to rounding, and ΔS − βδQ vanishes in the reversible limit",
                KIM + "v1; the order of the limit is ours (docs/theory.md)",
                new FirstLawHolds(1e-9)));
        Tempering.ALL.forEach(turned -> claims.addAll(temperature(turned, rule)));
        return List.copyOf(claims);
    }

    /// The framework reads the order of attention as a matter of temperature. But C and all else
    /// depend on scores through βE alone, in which query and key may undo any factor.
    private static List<Claim> temperature(Tempering turned, PeakRule rule) {
        String arm = turned.arm().title();
        return List.of(
                new Claim(
                        "K-TEMPERATURE.delay." + turned.key(),
                        "The delay follows attention's temperature: with " + arm
                                + " generalisation comes at another step",
                        NULLS,
                        new DelayMoved(turned, new Difference(MOVED), rule)),
                new Claim(
                        "K-TEMPERATURE.peak." + turned.key(),
                        "The peak of C follows attention's temperature: with " + arm
                                + " runs have one that main runs lack",
                        NULLS,
                        new PeakAppears(turned, online(Signal.READ, rule, rule.generalised()), APPEARED)));
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

    static PeakSearch online(Signal signal, PeakRule rule, double level) {
        return new PeakSearch(signal.column(), signal.symbol(), level, PeakSearch.Sight.ONLINE, rule);
    }

    private static List<Claim> peaks(Signal signal, PeakRule rule) {
        String symbol = signal.symbol();
        List<Claim> claims = new ArrayList<>();
        for (double level : LEVELS) {
            PeakSearch search = online(signal, rule, level);
            claims.add(new Claim(
                    "K-ONLINE." + symbol + "." + Math.round(100 * level),
                    "A peak of " + symbol + " is " + search.words() + " in every seed at every prime",
                    OPERATIONAL,
                    new PeakPrecedes(
                            search, 0.8, List.of(Arm.MAIN, KimGrid.SECOND_MODEL), Optional.of(KimGrid.UNORDERED))));
        }
        PeakSearch search = online(signal, rule, rule.generalised());
        claims.add(new Claim(
                "K-ONLINE-NULL." + symbol,
                "Peaks of " + symbol + " " + search.words() + " are less frequent in runs that do not generalise",
                NULLS,
                new PeakBeatsNulls(search, MARGIN)));
        PeakSearch transition =
                new PeakSearch(signal.column(), symbol, rule.generalised(), PeakSearch.Sight.TRANSITION, rule);
        claims.add(new Claim(
                "K-TRANSITION." + symbol,
                symbol + " peaks during the transition: such peaks are less frequent in runs that do not generalise",
                NULLS,
                new PeakBeatsNulls(transition, MARGIN)));
        claims.add(new Claim(
                "K-PEAK-INFORMATIVE." + symbol,
                "The step of the peak of " + symbol + " predicts the step of generalisation",
                NULLS,
                new PeakPredicts(search, 0.3)));
        claims.add(new Claim(
                "K-WARNING." + symbol,
                "Watched online, " + symbol + " warns earlier than the signals in use",
                NULLS,
                new PeakWarns(signal, FALSE_ALARMS, rule)));
        return claims;
    }
}
