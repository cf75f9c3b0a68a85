package calorimeter.papers.claim;

import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.classical.Median;
import calorimeter.statistics.estimate.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A peak of an observable precedes generalisation in every seed.
///
/// One seed that generalises without any peak before refutes "every". Without a counterexample the share of
/// seeds with a peak is bounded below by Clopper and Pearson's interval; it must exceed `share`.
///
/// @param observable column of C or V, known as `symbol`
/// @param share exceptions rarer than one minus this are beyond what is claimed
/// @param arms where it is looked for
/// @param control an arm reported beside it; not part of the verdict
public record PeakPrecedes(
        String observable,
        String symbol,
        PeakWindow window,
        double share,
        PeakRule rule,
        List<Arm> arms,
        Optional<Arm> control)
        implements Prediction {

    public PeakPrecedes {
        arms = List.copyOf(arms);
    }

    @Override
    public String text() {
        return "Every run that generalises has at least one peak of " + symbol + " (" + observable + ") "
                + window.words()
                + ". One exception refutes;"
                + " without exception the lower end of the 95 % Clopper-Pearson interval of the share must exceed "
                + Texts.number(share) + ". Runs that do not generalise, or with fewer than " + PeakWindow.FEWEST_STEPS
                + " logged steps " + window.words() + ", are counted and left out. Arms: " + Arm.names(arms) + ". "
                + rule.text();
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> runs = window.open(evidence.generalised(arms.toArray(new Arm[0])), observable);
        if (runs.isEmpty()) {
            return evidence.shortage(
                    arms.getFirst(), "a run that generalises, with steps logged " + window.words() + ", is needed");
        }
        int n = runs.size();
        int with = count(runs, window);
        Estimate estimate = share(with, n);
        Grounds grounds = new Grounds(
                "share of seeds with a peak of " + symbol + " " + window.words(),
                estimate,
                "Clopper–Pearson interval; one exception refutes",
                Evidence.names(runs),
                details(evidence, runs));
        if (with < n) {
            return Verdict.decided(grounds, false);
        }
        boolean certain = estimate.interval().lower() > share;
        int needed = (int) Math.floor(Math.log((1 - Family.CONFIDENCE) / 2) / Math.log(share)) + 1;
        int settings = RunEvidence.moduli(runs).size();
        return Verdict.of(
                grounds,
                certain,
                false,
                // All n with a peak when the share is at the bound; the interval's tail is one of two.
                Math.min(1, 2 * Math.pow(share, n)),
                Missing.seeds(Math.max(1, Math.ceilDiv(Math.max(0, needed - n), settings))));
    }

    private int count(List<RunEvidence> runs, PeakWindow where) {
        return (int) runs.stream()
                .filter(run -> where.hasPeak(run, observable, run.generalised()))
                .count();
    }

    private static Estimate share(int with, int n) {
        return ClopperPearson.of(with, n, Family.CONFIDENCE).orElseThrow();
    }

    private List<Detail> details(Evidence evidence, List<RunEvidence> runs) {
        List<Detail> details = new ArrayList<>();
        for (Arm arm : arms) {
            List<RunEvidence> of = ofArm(runs, arm);
            for (int modulus : RunEvidence.moduli(of)) {
                List<RunEvidence> at =
                        of.stream().filter(run -> run.modulus() == modulus).toList();
                addShare(details, "share, " + arm.title() + " at p = " + modulus, at, window);
            }
        }
        if (window == PeakWindow.ANY) {
            PeakWindow later = PeakWindow.MEMORISED;
            String label = "share with a peak " + later.words() + ", not judged here";
            addShare(details, label, later.open(runs, observable), later);
        }
        RunEvidence.LEVELS.stream()
                .filter(level -> level != rule.generalised())
                .forEach(level -> addAtLevel(details, runs, level));
        addLead(details, "median lead of the highest peak before, decades", runs, true);
        addLead(details, "median lead of the last peak before, decades", runs, false);
        details.add(Detail.of("share whose highest peak of the whole record comes before", highestBefore(runs)));
        details.add(Detail.of("mean number of peaks before", meanCount(runs, true), runs.size()));
        details.add(Detail.of("mean number of peaks after", meanCount(runs, false), runs.size()));
        for (Arm arm : arms) {
            int all = evidence.runs(arm).size();
            int generalised = evidence.generalised(arm).size();
            int open = ofArm(runs, arm).size();
            details.add(Detail.of("runs that did not generalise, left out: " + arm.title(), all - generalised, all));
            details.add(Detail.of(
                    "runs with too few logged steps in the window, left out: " + arm.title(), generalised - open, all));
        }
        control.ifPresent(arm ->
                addShare(details, "share, " + arm.title(), window.open(evidence.generalised(arm), observable), window));
        return details;
    }

    private static List<RunEvidence> ofArm(List<RunEvidence> runs, Arm arm) {
        return runs.stream().filter(run -> run.arm().equals(arm)).toList();
    }

    /// Nothing without runs.
    private void addShare(List<Detail> details, String label, List<RunEvidence> of, PeakWindow where) {
        if (!of.isEmpty()) {
            details.add(Detail.of(label, share(count(of, where), of.size())));
        }
    }

    private void addAtLevel(List<Detail> details, List<RunEvidence> runs, double level) {
        int reaching = 0;
        int with = 0;
        for (RunEvidence run : runs) {
            double event = run.generalisedAt(level).orElse(Double.NaN);
            if (window.isOpen(run, observable, event)) {
                reaching++;
                with += window.hasPeak(run, observable, event) ? 1 : 0;
            }
        }
        if (reaching > 0) {
            details.add(Detail.of("share, generalised at test accuracy " + Texts.number(level), share(with, reaching)));
        }
    }

    private void addLead(List<Detail> details, String label, List<RunEvidence> runs, boolean highest) {
        double[] leads = runs.stream()
                .flatMapToDouble(run -> window.lead(run, observable, highest).stream())
                .toArray();
        if (leads.length > 0) {
            details.add(Detail.of(label, Median.of(leads, Family.CONFIDENCE).orElseThrow()));
        }
    }

    private Estimate highestBefore(List<RunEvidence> runs) {
        int before = (int) runs.stream()
                .filter(run -> run.highest(observable)
                        .filter(peak -> peak.step() < run.generalised())
                        .isPresent())
                .count();
        return share(before, runs.size());
    }

    private double meanCount(List<RunEvidence> runs, boolean before) {
        return runs.stream()
                .mapToInt(run -> {
                    int early = PeakWindow.ANY
                            .peaks(run, observable, run.generalised())
                            .size();
                    return before ? early : run.peaks(observable).size() - early;
                })
                .average()
                .orElse(0);
    }
}
