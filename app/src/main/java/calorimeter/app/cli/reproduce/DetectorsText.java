package calorimeter.app.cli.reproduce;

import calorimeter.app.cli.text.TextTable;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.validation.AlarmRate;
import calorimeter.statistics.validation.PeakAccuracy;
import calorimeter.statistics.validation.PeakAccuracy.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How often detectors err, for a person.
final class DetectorsText {

    private DetectorsText() {}

    static String of(List<AlarmRate> rates, List<PeakAccuracy> rows) {
        return "False alarms: series of pure noise in which a detector sees anything\n" + alarms(rates)
                + "\nPlanted peaks: power of the standard peak detector; bias and spread of its place, bias of its"
                + " height;\nthe same of the maximum of the series smoothed by 0.05 decades, and of the largest sample\n"
                + peaks(rows);
    }

    private static TextTable alarms(List<AlarmRate> rates) {
        TextTable table =
                new TextTable("detector", "noise", "threshold", ">nominal", ">false alarms", ">99 % interval", "");
        for (AlarmRate rate : rates) {
            boolean made = Double.isFinite(rate.nominal());
            table.row(
                    rate.detector(),
                    rate.noise().title(),
                    rate.threshold(),
                    made ? percent(rate.nominal()) : "-",
                    percent(rate.rate().value()),
                    interval(rate.rate()),
                    !made || rate.isNominal() ? "" : "not nominal");
        }
        return table;
    }

    private static TextTable peaks(List<PeakAccuracy> rows) {
        TextTable table = new TextTable(
                ">rise",
                ">fall",
                "noise",
                ">height",
                ">power",
                ">99 % interval",
                ">place",
                ">±",
                ">height",
                ">b=0.05 place",
                ">±",
                ">height",
                ">raw place",
                ">±",
                ">height");
        for (PeakAccuracy row : rows) {
            List<String> cells = new ArrayList<>(List.of(
                    String.valueOf(row.peak().rise()),
                    String.valueOf(row.peak().fall()),
                    row.noise().title(),
                    String.format(Locale.ROOT, "%.0f", row.height()),
                    percent(row.power().value()),
                    interval(row.power())));
            for (Deviation deviation : List.of(row.found(), row.smoothed(), row.raw())) {
                cells.add(String.format(Locale.ROOT, "%+.4f", deviation.placeBias()));
                cells.add(String.format(Locale.ROOT, "%.4f", deviation.placeSpread()));
                cells.add(String.format(Locale.ROOT, "%+.1f %%", 100 * deviation.heightBias()));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String interval(Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "%.1f to %.1f %%",
                100 * estimate.interval().lower(),
                100 * estimate.interval().upper());
    }
}
