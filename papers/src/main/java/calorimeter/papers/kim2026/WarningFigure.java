// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Evidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.detection.OnlineDetector;
import calorimeter.statistics.detection.RocCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The figure of kim2026 that compares signals as early warnings of generalisation: hits against false alarms,
/// and how early the alarms come when all signals give false ones at the same rate.
final class WarningFigure {

    private WarningFigure() {}

    /// Empty without real runs or nulls that can be watched.
    ///
    /// @param rate of false alarms at which leads are compared
    static Optional<PanelFigure> of(Evidence evidence, double rate) {
        if (Watch.usable(evidence).isEmpty() || Watch.nulls(evidence).isEmpty()) {
            return Optional.empty();
        }
        OnlineDetector detector = Watch.detectors().values().iterator().next();
        List<Curve> rocs = new ArrayList<>();
        Points leads = new Points();
        List<String> names = new ArrayList<>();
        for (Signal signal : Signal.all()) {
            if (!Watch.records(evidence, signal)) {
                continue;
            }
            Watch watch = new Watch(evidence, signal, detector);
            Points roc = new Points();
            RocCurve.of(watch.nullScores(), watch.realScores())
                    .points()
                    .forEach(point -> roc.add(point.falseAlarms(), point.hits()));
            rocs.add(roc.drawn(signal.symbol(), Style.LINE));
            watch.lead(rate).ifPresent(lead -> {
                leads.add(names.size(), lead.medianLead());
                names.add(signal.symbol());
            });
        }
        return Optional.of(PanelFigure.of(
                "warnings",
                "Early warning at equal false-alarm rate",
                "A z-score detector without look-ahead on each signal, from memorisation on. Left, hits (real runs with"
                        + " an alarm before generalisation) against false alarms (nulls with an alarm in as many"
                        + " decades) at every threshold. Right, median lead over all runs, 0 for runs without alarm,"
                        + " at the threshold that gives a false alarm in " + Math.round(100 * rate)
                        + " % of nulls; distribution-free 95 % interval.",
                List.of(
                        Panel.of("Hits against false alarms", Axis.share("false alarms"), Axis.share("hits"), rocs),
                        Panel.of(
                                "Lead",
                                Axis.categories("", names),
                                Axis.linear("median lead (decades)"),
                                List.of(leads.drawn("median lead", Style.POINTS))))));
    }
}
