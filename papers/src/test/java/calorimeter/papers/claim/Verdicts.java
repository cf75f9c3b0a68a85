package calorimeter.papers.claim;

import java.util.List;

/// The verdict of a prediction by itself.
final class Verdicts {

    private Verdicts() {}

    static Verdict of(Prediction prediction, Evidence evidence) {
        Claim claim = new Claim("X", "a statement", "a source", prediction);
        return Family.judge(List.of(claim), evidence).getFirst().verdict();
    }

    static Finding finding(Verdict verdict) {
        return ((Verdict.Tested) verdict).finding();
    }
}
