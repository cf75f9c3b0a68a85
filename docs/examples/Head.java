// An attention head from its scores. Every query is a canonical ensemble of the keys that it sees, at inverse
// temperature 1/sqrt(d_k); the head is their mean. Scores are q·k/sqrt(d_k), as softmax takes them.

import calorimeter.physics.attention.AttentionRow;
import calorimeter.physics.attention.HeadAccumulator;
import calorimeter.physics.attention.HeadState;
import calorimeter.physics.attention.RowState;

void main() {
    double beta = 1 / Math.sqrt(32);
    double[][] scores = {{0.2}, {0.5, -1.0}, {2.0, 0.0, -0.5}, {3.0, 0.1, 0.3, -2.0}}; // causal: query i sees i + 1 keys
    HeadAccumulator head = new HeadAccumulator();
    for (double[] query : scores) {
        RowState row = AttentionRow.state(query, beta);
        head.add(row);
        IO.println(String.format(
                Locale.ROOT, "%d keys: S = %.4f, C = %.4f", row.keys(), row.entropy(), row.specificHeat()));
    }
    HeadState mean = head.state();
    IO.println(String.format(
            Locale.ROOT,
            "head: S = %.4f over %d rows, C = %.4f over the %d that can fluctuate",
            mean.entropy(),
            mean.rows(),
            mean.specificHeat(),
            mean.fluctuatingRows()));
}

// Prints:
// 1 keys: S = 0.0000, C = 0.0000
// 2 keys: S = 0.4751, C = 0.3356
// 3 keys: S = 0.5876, C = 0.7133
// 4 keys: S = 0.4532, C = 0.8829
// head: S = 0.3790 over 4 rows, C = 0.6439 over the 3 that can fluctuate
