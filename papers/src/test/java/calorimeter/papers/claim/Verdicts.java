// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import java.util.List;

/// The verdict of a prediction by itself.
public final class Verdicts {

    private Verdicts() {}

    public static Verdict of(Prediction prediction, Evidence evidence) {
        Claim claim = new Claim("X", "a statement", "a source", prediction);
        return Family.judge(List.of(claim), evidence).getFirst();
    }

    public static Grounds grounds(Verdict verdict) {
        return ((Verdict.Tested) verdict).grounds();
    }
}
