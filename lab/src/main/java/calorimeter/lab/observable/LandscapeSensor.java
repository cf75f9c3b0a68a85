package calorimeter.lab.observable;

import calorimeter.engine.transformer.AttentionScores;
import calorimeter.physics.attention.LandscapeVariance;

/// V alone, for a controller that reads it often: the number of [AttentionProbe#landscape], to the bit, without
/// the rest.
public final class LandscapeSensor {

    private LandscapeSensor() {}

    public static double variance(AttentionScores scores) {
        LandscapeVariance variance = new LandscapeVariance();
        double[] row = new double[scores.queries()];
        for (int layer = 0; layer < scores.layers(); layer++) {
            for (int example = 0; example < scores.examples(); example++) {
                for (int query = 0; query < scores.queries(); query++) {
                    for (int head = 0; head < scores.heads(); head++) {
                        scores.row(layer, example, head, query, row);
                        variance.add(row, 0, scores.visible(query));
                    }
                }
            }
        }
        return variance.state().variance();
    }
}
