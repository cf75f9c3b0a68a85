// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import calorimeter.report.figure.MadeRun;
import calorimeter.report.figure.ReportedRun;

/// A made-up run with Noether charges of two groups, one of which has no law.
final class MadeCharges {

    /// Charts of its page.
    static final int CHARTS = 5;

    private MadeCharges() {}

    static ReportedRun run(String name) {
        return MadeRun.of(name, "tanaka", 0, new long[] {0, 1, 2})
                .series(quantity("filters.charge", "R"), new double[] {2, 1.9, 1.8})
                .series(quantity("filters.exact", "R_exact"), new double[] {2, 1.9, 1.8000001})
                .series(quantity("filters.coherent", "r²_coherent"), new double[] {2, 2.2, 3.6})
                .series(quantity("filters.violation", "|cos|"), new double[] {1e-7, 2e-7, 3e-7})
                .series(quantity("filters.residual", "residual"), new double[] {Double.NaN, 0.5, 1.8})
                .series(quantity("units.charge", "R"), new double[] {5e-8, -3e-8, 4e-8})
                .build();
    }

    private static Quantity quantity(String name, String symbol) {
        return new Quantity("noether." + name, symbol, "what it is: " + name);
    }
}
