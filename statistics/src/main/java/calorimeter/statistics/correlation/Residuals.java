package calorimeter.statistics.correlation;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Samples;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/// What remains of the ranks of x and y after least squares on a constant and the ranks of covariates.
final class Residuals {

    /// Ranks are halves of integers of order n, so anything below this share of their norm is rounding.
    private static final double ROUNDING = 1e-9;

    private final RealVector x;
    private final RealVector y;

    private Residuals(RealVector x, RealVector y) {
        this.x = x;
        this.y = y;
    }

    static Answer<Residuals> ofRanks(double[] x, double[] y, double[][] covariates) {
        RealMatrix design = new Array2DRowRealMatrix(x.length, covariates.length + 1);
        design.setColumn(0, ones(x.length));
        for (int c = 0; c < covariates.length; c++) {
            design.setColumn(c + 1, centered(ranks("covariate value", covariates[c])));
        }
        DecompositionSolver solver = new QRDecomposition(design, ROUNDING * x.length).getSolver();
        if (!solver.isNonSingular()) {
            return Answer.notIdentified(
                    x.length, "the ranks of the covariates are constant or collinear; leave one out");
        }
        RealVector rankX = new ArrayRealVector(centered(ranks("x", x)));
        RealVector rankY = new ArrayRealVector(centered(ranks("y", y)));
        RealVector restX = rankX.subtract(design.operate(solver.solve(rankX)));
        RealVector restY = rankY.subtract(design.operate(solver.solve(rankY)));
        double scale = ROUNDING * x.length;
        if (restX.getNorm() <= scale || restY.getNorm() <= scale) {
            return Answer.noVariation(x.length, "x or y does not vary, or not beyond its covariates");
        }
        return Answer.given(new Residuals(restX, restY));
    }

    double correlation() {
        double rho = x.dotProduct(y) / (x.getNorm() * y.getNorm());
        double clipped = Math.max(-1, Math.min(1, rho));
        // Equal ranks give 1 up to rounding of the projection, and t would then be an accident of that
        // rounding.
        return 1 - Math.abs(clipped) < 1e-14 ? Math.signum(clipped) : clipped;
    }

    private static double[] ranks(String name, double[] values) {
        Samples.requireFinite(name, values);
        double[] unsigned = values.clone();
        for (int i = 0; i < unsigned.length; i++) {
            // The library ranks −0.0 before 0.0; adding zero makes them the tie they are.
            unsigned[i] += 0.0;
        }
        return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(unsigned);
    }

    private static double[] centered(double[] ranks) {
        double[] centered = ranks.clone();
        for (int i = 0; i < centered.length; i++) {
            centered[i] -= (ranks.length + 1) / 2.0;
        }
        return centered;
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
