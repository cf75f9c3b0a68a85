package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import java.util.List;

/// A run whose every text tries to leave its place in the page and run as a script.
final class HostileRun {

    static final String PAYLOAD = "</script></title><!--<script>\"'&{{data}}"
            + "<img src=x onerror=\"document.documentElement.dataset.hijacked=1\">\u2028$1\\";

    private HostileRun() {}

    static RunReportData of(long seed) {
        double[] values = {0.1, 0.9, 0.5};
        Quantity known = Quantities.of("attention.C");
        Quantity renamed = new Quantity(known.name(), PAYLOAD, PAYLOAD, PAYLOAD);
        Quantity unknown = new Quantity(PAYLOAD, PAYLOAD, PAYLOAD, PAYLOAD);
        return RunReportData.of(PAYLOAD + seed, PAYLOAD, seed, new long[] {0, 10, 20})
                .status(PAYLOAD)
                .command(PAYLOAD)
                .peakMethod(PAYLOAD)
                .setting(PAYLOAD, PAYLOAD + seed)
                .provenance(PAYLOAD, PAYLOAD)
                .series(renamed, values)
                .series(unknown, values)
                .series(Quantities.of("test.accuracy"), values)
                .series(Quantities.of("weights.norm"), values)
                .series(Quantities.of("attention.similarity"), values)
                .headSeries(renamed, new double[][][] {{values, values}})
                .headSeries(unknown, new double[][][] {{values, values}})
                .headSeries(Quantities.of("attention.S"), new double[][][] {{values, values}})
                .event(Event.at(PAYLOAD, PAYLOAD, 0.5, 10))
                .event(Event.absent(Event.GENERALISATION, PAYLOAD, 0.5, PAYLOAD))
                .peaks("C", List.of(new Peak(10, 0.9, 0.4)))
                .peaks(PAYLOAD, List.of(new Peak(10, 0.9, 0.4)))
                .finalValue(unknown, 0.5)
                .summary(PAYLOAD)
                .build();
    }
}
