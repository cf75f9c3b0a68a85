package calorimeter.papers.campaign;

import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import java.util.List;

/// An experiment of a paper: which runs, which claims, which figures.
public interface Reproduction {

    /// As on the command line: `kim2026`.
    String name();

    /// For a heading.
    String title();

    /// One paragraph: what is asked and how.
    String summary();

    Size size();

    PeakRule rule();

    List<Claim> claims();

    /// A pure function of what has finished, so that any process finds the same plan at any time.
    Plan plan(Outlook outlook);

    /// Figures a paper could carry.
    List<PaperFigure> figures(Evidence evidence);

    /// What its claims need of finished runs besides recorded series.
    default List<FinalMeasurement> measurements() {
        return List.of();
    }

    /// Which runs, in one line with every number that fixes them: seeds, moduli, budgets, how settings are
    /// chosen. Declared before the runs, so that an experiment that grew after a look at it shows.
    String design();

    /// The key under which its claims are declared: sizes are separate experiments.
    default String key() {
        return key(size());
    }

    /// The key of the same experiment at another size.
    default String key(Size other) {
        return name() + "/" + other.key();
    }
}
