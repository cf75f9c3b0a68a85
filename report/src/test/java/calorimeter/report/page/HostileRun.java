// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import calorimeter.report.figure.MadeRun;
import calorimeter.report.figure.Quantities;
import calorimeter.report.figure.ReportedRun;

/// A run whose every text tries to leave its place in the page and run as a script.
final class HostileRun {

    static final String PAYLOAD = "</script></title><!--<script>\"'&{{data}}{}"
            + "<img src=x onerror=\"document.documentElement.dataset.hijacked=1\">\u2028$1\\";

    private HostileRun() {}

    static ReportedRun of(long seed) {
        double[] values = {0.1, 0.9, 0.5};
        Quantity unknown = new Quantity(PAYLOAD, PAYLOAD, PAYLOAD, PAYLOAD);
        return MadeRun.of(PAYLOAD + seed, PAYLOAD, seed, 0, 10, 20)
                .label(PAYLOAD + " label " + seed)
                .command(PAYLOAD)
                .machine(PAYLOAD + seed)
                .series(Quantities.of("attention.C"), values)
                .series(unknown, values)
                .series(Quantities.of("test.accuracy"), values)
                .series(Quantities.of("weights.norm"), values)
                .series(Quantities.of("attention.similarity"), values)
                .headSeries(Quantities.of("attention.C"), new double[][][] {{values, values}})
                .headSeries(Quantities.of("attention.S"), new double[][][] {{values, values}})
                .headSeries(Quantities.of("attention.KL"), new double[][][] {{values, values}})
                .generalised(0.5, 10)
                .peaks("C", MadeRun.peak(10, 0.9, 0.4))
                .build();
    }
}
