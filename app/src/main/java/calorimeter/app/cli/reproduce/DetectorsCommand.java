// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.reproduce;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.statistics.detection.AlarmRate;
import calorimeter.statistics.detection.DetectorStudy;
import calorimeter.statistics.detection.MissStudy;
import calorimeter.statistics.detection.MissStudy.FalsePeaks;
import calorimeter.statistics.detection.MissStudy.MissRate;
import calorimeter.statistics.detection.MissStudy.Shoulder;
import calorimeter.statistics.detection.PeakAccuracy;
import calorimeter.statistics.detection.PeakAccuracy.Deviation;
import calorimeter.statistics.detection.PeakStudy;
import calorimeter.statistics.estimate.Estimate;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `calorimeter detectors`: how often detectors err, on synthetic series of which everything is known.
@Command(
        name = "detectors",
        mixinStandardHelpOptions = true,
        description = {
            "How often the detectors of peaks and of changes err: false-alarm rates on noise, power and bias on planted "
                    + "peaks, with exact intervals.",
            "A threshold 'from the same noise' is taken from other series of that noise; its nominal rate should lie in "
                    + "the interval, and with another seed does so for all but a few rates in a hundred."
        },
        footer = {
            "",
            "Noise has one standard deviation per sample; heights of peaks are in that unit, widths and places in decades "
                    + "of log(step + 1). Negative places are too early.",
            "The record is a log of 12500 steps: 0, a hundred log-spaced ones, and every tenth."
        })
public final class DetectorsCommand extends ResultCommand {

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all noise. Default: ${DEFAULT-VALUE}.")
    private long seed = 20261121;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Series per false-alarm rate, at least 100; a fifth of it per planted peak; online detectors "
                    + "take twice as many. Default: ${DEFAULT-VALUE}.")
    private int replicas = 500;

    public DetectorsCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (replicas < 100 || replicas > 1_000_000) {
            throw new BadInputException("--replicas is " + replicas + " but must lie in 100 to 1000000");
        }
        List<AlarmRate> rates = new ArrayList<>(new DetectorStudy(2 * replicas, seed).online());
        rates.addAll(new DetectorStudy(replicas, seed).peaks());
        List<PeakAccuracy> rows = new PeakStudy(replicas / 5, seed).rows();
        MissStudy misses = new MissStudy(replicas / 5, seed);
        List<MissRate> missed = misses.missRates();
        List<FalsePeaks> unsteady = misses.quietThenNoisy();
        List<Shoulder> shoulders = misses.shoulders();
        print(
                () -> {
                    ObjectNode all = json(rates, rows);
                    misses(all, missed, unsteady, shoulders);
                    return all;
                },
                () -> text(rates, rows) + missText(missed, unsteady, shoulders));
        return 0;
    }

    private ObjectNode json(List<AlarmRate> rates, List<PeakAccuracy> rows) {
        ObjectNode all = Json.object().put("seed", seed).put("replicas", replicas);
        ArrayNode alarms = all.putArray("false_alarms");
        for (AlarmRate rate : rates) {
            ObjectNode node = alarms.addObject()
                    .put("detector", rate.detector())
                    .put("noise", rate.noise().title())
                    .put("threshold", rate.threshold());
            Json.putNumber(node, "nominal", rate.nominal());
            estimate(node.putObject("rate"), rate.rate());
        }
        ArrayNode peaks = all.putArray("peaks");
        for (PeakAccuracy row : rows) {
            ObjectNode node = peaks.addObject()
                    .put("rise", row.peak().rise())
                    .put("fall", row.peak().fall())
                    .put("noise", row.noise().title())
                    .put("height", row.height())
                    .put("spurious", row.spurious());
            estimate(node.putObject("power"), row.power());
            deviation(node.putObject("detector"), row.found());
            deviation(node.putObject("smoothed"), row.smoothed());
            deviation(node.putObject("raw"), row.raw());
        }
        return all;
    }

    private static void misses(
            ObjectNode all, List<MissRate> missed, List<FalsePeaks> unsteady, List<Shoulder> shoulders) {
        ArrayNode misses = all.putArray("missed_peaks");
        for (MissRate row : missed) {
            ObjectNode node = misses.addObject()
                    .put("prominence_over_threshold", row.ratio())
                    .put("noise_over_range", row.noise())
                    .put("width", row.width());
            estimate(node.putObject("missed"), row.missed());
        }
        ArrayNode noisy = all.putArray("false_peaks_of_unsteady_noise");
        for (FalsePeaks row : unsteady) {
            ObjectNode node = noisy.addObject().put("series", row.series()).put("peaks", row.peaks());
            estimate(node.putObject("any"), row.any());
        }
        ArrayNode dropping = all.putArray("shoulders");
        for (Shoulder row : shoulders) {
            ObjectNode node = dropping.addObject().put("rise", row.rise());
            estimate(node.putObject("found"), row.found());
            Json.putNumber(node, "place", row.place());
        }
    }

    private static String missText(List<MissRate> missed, List<FalsePeaks> unsteady, List<Shoulder> shoulders) {
        TextTable misses = new TextTable(">prominence", ">noise", ">width", ">missed", ">99 % interval");
        missed.forEach(row -> misses.row(
                String.format(Locale.ROOT, "%.1f", row.ratio()),
                percent(row.noise()),
                String.valueOf(row.width()),
                percent(row.missed().value()),
                interval(row.missed())));
        TextTable noisy = new TextTable("series", ">peaks", ">any peak", ">99 % interval");
        unsteady.forEach(row -> noisy.row(
                row.series(),
                String.format(Locale.ROOT, "%.2f", row.peaks()),
                percent(row.any().value()),
                interval(row.any())));
        TextTable dropping = new TextTable(">rise", ">a peak", ">99 % interval", ">place");
        shoulders.forEach(row -> dropping.row(
                percent(row.rise()),
                percent(row.found().value()),
                interval(row.found()),
                Double.isNaN(row.place()) ? "-" : String.format(Locale.ROOT, "%+.3f", row.place())));
        return "\nMissed peaks: by prominence over the least that counts (a tenth of the range), noise over the range\n"
                + misses
                + "\nUnsteady noise: series without any peak whose noise grows tenfold; mean number of peaks found\n"
                + noisy
                + "\nShoulders: a plateau that rises by a part over one decade, then drops; place of the last peak, in"
                + " decades from the drop\n"
                + dropping;
    }

    private static void estimate(ObjectNode node, Estimate estimate) {
        node.put("value", estimate.value())
                .put("lower", estimate.interval().lower())
                .put("upper", estimate.interval().upper())
                .put("confidence", estimate.interval().confidence())
                .put("n", estimate.n());
    }

    private static void deviation(ObjectNode node, Deviation deviation) {
        Json.putNumber(node, "place_bias", deviation.placeBias());
        Json.putNumber(node, "place_spread", deviation.placeSpread());
        Json.putNumber(node, "height_bias", deviation.heightBias());
    }

    private static String text(List<AlarmRate> rates, List<PeakAccuracy> rows) {
        return "False alarms: series of pure noise in which a detector sees anything\n" + alarmTable(rates)
                + "\nPlanted peaks: power of the standard peak detector; bias and spread of its place, bias of its"
                + " height;\nthe same of the maximum of the series smoothed by 0.05 decades, and of the largest sample\n"
                + peakTable(rows);
    }

    private static TextTable alarmTable(List<AlarmRate> rates) {
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

    private static TextTable peakTable(List<PeakAccuracy> rows) {
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
            table.row(cells.toArray());
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
