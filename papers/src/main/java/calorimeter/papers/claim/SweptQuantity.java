package calorimeter.papers.claim;

import calorimeter.statistics.estimate.Answer;

/// A number estimated from all runs of a sweep, that claims make statements about.
public interface SweptQuantity {

    /// What it is and how it is estimated, with every constant; part of a claim's identity.
    String text();

    /// Declines when the runs do not determine it.
    Answer<Measurement> of(Evidence evidence);

    /// @param settings at how many settings a further seed would be run
    record Measurement(Finding finding, int settings) {}
}
