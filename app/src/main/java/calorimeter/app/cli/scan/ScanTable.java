// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.scan;

import calorimeter.app.cli.text.TextTable;
import calorimeter.report.export.Table;
import calorimeter.scan.measure.Contrast;
import calorimeter.scan.measure.HeadMeasures;
import calorimeter.scan.measure.TextLoss;
import calorimeter.scan.page.ScannedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Scans as tables: for people, and as CSV with a line for each model and head.
final class ScanTable {

    private static final double SIGNIFICANT = 0.05;

    record Column(String name, Function<HeadMeasures, Object> value, boolean isShown) {

        Table.Type type() {
            return switch (name) {
                case "layer", "head", "rows" -> Table.Type.INTEGER;
                case "type" -> Table.Type.TEXT;
                default -> Table.Type.NUMBER;
            };
        }
    }

    static final List<Column> COLUMNS = List.of(
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
            new Column("criticalDistance", HeadMeasures::criticalDistance, false),
            new Column("excessHeat", HeadMeasures::excessHeat, false),
            new Column("first", HeadMeasures::first, true),
            new Column("previous", HeadMeasures::previous, true),
            new Column("own", HeadMeasures::own, true),
            new Column("separator", HeadMeasures::separator, true),
            new Column("induction", HeadMeasures::induction, false),
            new Column("type", head -> head.type().word(), true));

    private ScanTable() {}

    /// One line for each model and head; what is not known is missing.
    static Table csv(List<ScannedModel> models) {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(new Table.Column("model", Table.Type.TEXT));
        columns.add(new Table.Column("step", Table.Type.INTEGER));
        COLUMNS.forEach(column -> columns.add(new Table.Column(column.name(), column.type())));
        columns.add(new Table.Column("loss", Table.Type.NUMBER));
        return new Table(
                columns,
                () -> models.stream()
                        .flatMap(model -> model.result().heads().stream().map(head -> line(model, head))));
    }

    private static @Nullable Object[] line(ScannedModel model, HeadMeasures head) {
        List<@Nullable Object> line = new ArrayList<>();
        line.add(model.model());
        line.add(model.step().isPresent() ? (Object) model.step().getAsLong() : null);
        for (Column column : COLUMNS) {
            Object value = column.value().apply(head);
            boolean isUnknown = value instanceof Double number && number.isNaN();
            line.add(isUnknown ? null : value instanceof Integer number ? (Object) number.longValue() : value);
        }
        line.add(model.loss().map(TextLoss::mean).orElse(null));
        return line.toArray();
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
                + (model.prompts() == 1 ? " prompt, " : " prompts, ") + model.tokens() + " tokens" + loss(model) + "\n"
                + table
                + model.contrast().map(ScanTable::contrast).orElse("");
    }

    private static String loss(ScannedModel model) {
        return model.loss()
                .map(loss -> ", loss " + cell(loss.mean())
                        + loss.interval()
                                .map(found -> " (" + cell(found.lower()) + " to " + cell(found.upper()) + ")")
                                .orElse("")
                        + " nats a token")
                .orElse("");
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
