package calorimeter.app.cli.scan;

import calorimeter.app.cli.text.TextTable;
import calorimeter.scan.measure.Contrast;
import calorimeter.scan.measure.HeadMeasures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Scans as tables: for people, and as CSV with a line for each model and head.
final class ScanTable {

    private static final double SIGNIFICANT = 0.05;

    /// A column of both tables.
    private record Column(String name, Function<HeadMeasures, Object> value, boolean isShown) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("layer", HeadMeasures::layer, true),
            new Column("head", HeadMeasures::head, true),
            new Column("rows", HeadMeasures::rows, false),
            new Column("visible", HeadMeasures::visible, false),
            new Column("C", HeadMeasures::specificHeat, true),
            new Column("S", HeadMeasures::entropy, true),
            new Column("U", HeadMeasures::meanEnergy, false),
            new Column("F", HeadMeasures::freeEnergy, false),
            new Column("KL", HeadMeasures::selectivity, true),
            new Column("chi", HeadMeasures::susceptibility, true),
            new Column("keys", HeadMeasures::effectiveKeys, true),
            new Column("V", HeadMeasures::variance, true),
            new Column("within", HeadMeasures::within, false),
            new Column("response", HeadMeasures::response, false),
            new Column("peakDistance", HeadMeasures::peakDistance, true),
            new Column("first", HeadMeasures::first, true),
            new Column("previous", HeadMeasures::previous, true),
            new Column("own", HeadMeasures::own, true),
            new Column("separator", HeadMeasures::separator, true),
            new Column("type", head -> head.type().word(), true));

    private ScanTable() {}

    static String csv(List<ScannedModel> models) {
        StringBuilder text = new StringBuilder("model,")
                .append(COLUMNS.stream().map(Column::name).collect(Collectors.joining(",")))
                .append('\n');
        for (ScannedModel model : models) {
            String name = model.model();
            String quoted = name.matches("[^\",\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
            for (HeadMeasures head : model.result().heads()) {
                text.append(quoted);
                for (Column column : COLUMNS) {
                    Object value = column.value().apply(head);
                    text.append(',').append(value instanceof Double number && number.isNaN() ? "" : value);
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    static String text(List<ScannedModel> models) {
        return models.stream().map(ScanTable::text).collect(Collectors.joining("\n"));
    }

    private static String text(ScannedModel model) {
        List<Column> columns = COLUMNS.stream().filter(Column::isShown).toList();
        TextTable table = new TextTable(columns.stream()
                .map(column -> column.name().equals("type") ? "type" : ">" + column.name())
                .toArray(String[]::new));
        for (HeadMeasures head : model.result().heads()) {
            table.row(columns.stream()
                    .map(column -> cell(column.value().apply(head)))
                    .toArray());
        }
        return model.model()
                + (model.source().equals("run") ? " at step " + model.step().orElseThrow() : "") + ": " + model.source()
                + ", " + model.prompts()
                + (model.prompts() == 1 ? " prompt, " : " prompts, ") + model.tokens() + " tokens\n" + table
                + model.contrast().map(ScanTable::contrast).orElse("");
    }

    private static String cell(Object value) {
        return value instanceof Double number
                ? number.isNaN() ? "–" : String.format(Locale.ROOT, "%.4g", number)
                : value.toString();
    }

    /// Differences that stand out, the clearest first.
    private static String contrast(Contrast contrast) {
        List<Contrast.Difference> clear = contrast.heads().stream()
                .filter(one -> one.adjusted() <= SIGNIFICANT)
                .sorted(Comparator.comparingDouble(Contrast.Difference::adjusted)
                        .thenComparingDouble(one -> -Math.abs(one.difference())))
                .toList();
        TextTable table = new TextTable(">layer", ">head", "measure", ">difference", ">p", ">adjusted");
        for (Contrast.Difference one : clear) {
            table.row(
                    one.layer(),
                    one.head(),
                    one.measure().symbol(),
                    cell(one.difference()),
                    cell(one.pValue()),
                    cell(one.adjusted()));
        }
        return "\nContrast: " + contrast.pairs() + " pairs of prompts of equal length, " + contrast.unmatched()
                + " prompts without a partner left out; " + clear.size() + " of "
                + contrast.heads().size()
                + " differences at a false discovery rate of 0.05\n" + (clear.isEmpty() ? "" : table);
    }
}
