package calorimeter.papers.campaign;

import calorimeter.papers.campaign.PaperFigure.Axis;
import calorimeter.papers.campaign.PaperFigure.Curve;
import calorimeter.papers.campaign.PaperFigure.Panel;
import calorimeter.papers.campaign.PaperFigure.Point;
import calorimeter.papers.campaign.PaperFigure.Style;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Signal;
import calorimeter.papers.claim.Watch;
import calorimeter.statistics.detection.OnlineDetector;
import calorimeter.statistics.detection.RocCurve;
import calorimeter.statistics.detection.WarningLead;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The figure of kim2026 that compares signals as early warnings of generalisation: hits against false alarms,
/// and how early the alarms come when all signals give false ones at the same rate.
final class KimWarningFigure {

    private KimWarningFigure() {}

    /// Empty without real runs or nulls that can be watched.
    ///
    /// @param rate of false alarms at which leads are compared
    static Optional<PaperFigure> of(Evidence evidence, double rate) {
        if (Watch.usable(evidence).isEmpty() || Watch.nulls(evidence).isEmpty()) {
            return Optional.empty();
        }
        OnlineDetector detector = Watch.detectors().values().iterator().next();
        List<Curve> rocs = new ArrayList<>();
        List<Point> leads = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Signal signal : Signal.all()) {
            if (!Watch.records(evidence, signal)) {
                continue;
            }
            Watch watch = new Watch(evidence, signal, detector);
            rocs.add(roc(signal.symbol(), watch));
            medianLead(watch, rate).ifPresent(lead -> {
                leads.add(Point.of(names.size(), lead));
                names.add(signal.symbol());
            });
        }
        return Optional.of(figure(rate, rocs, names, leads));
    }

    private static Curve roc(String name, Watch watch) {
        RocCurve roc = RocCurve.of(watch.nullScores(), watch.realScores());
        return new Curve(
                name,
                Style.LINE,
                roc.points().stream()
                        .map(point -> Point.of(point.falseAlarms(), point.hits()))
                        .toList());
    }

    private static Optional<Estimate> medianLead(Watch watch, double rate) {
        return watch.threshold(rate) instanceof Answer.Given<Double>(Double threshold)
                        && WarningLead.of(watch.alarms(threshold), watch.events(), Family.CONFIDENCE)
                                instanceof Answer.Given<WarningLead>(WarningLead lead)
                ? Optional.of(lead.medianLead())
                : Optional.empty();
    }

    private static PaperFigure figure(double rate, List<Curve> rocs, List<String> names, List<Point> leads) {
        return new PaperFigure(
                "warnings",
                "Early warning at equal false-alarm rate",
                "A z-score detector without look-ahead on each signal, from memorisation on. Left, hits (real runs with"
                        + " an alarm before generalisation) against false alarms (nulls with an alarm in as many"
                        + " decades) at every threshold. Right, median lead over all runs, 0 for runs without alarm,"
                        + " at the threshold that gives a false alarm in " + Math.round(100 * rate)
                        + " % of nulls; distribution-free 95 % interval.",
                List.of(
                        new Panel(
                                "Hits against false alarms",
                                Axis.share("false alarms"),
                                Axis.share("hits"),
                                rocs,
                                List.of()),
                        new Panel(
                                "Lead",
                                Axis.categories("", names),
                                Axis.linear("median lead (decades)"),
                                List.of(new Curve("median lead", Style.POINTS, leads)),
                                List.of())));
    }
}
