// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.reproduce;

import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.engine.data.OperationTask;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepForecast;
import calorimeter.papers.campaign.Campaign;
import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Stage;
import calorimeter.papers.claim.Arm;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a reproduction has yet to compute, stage by stage, and how long that takes, as far as it is known now.
///
/// @param stages with runs that are known and have not ended
/// @param later how many runs of each arm may become known when these have ended, at most
/// @param complete whether no further run will become known
/// @param cores threads that compute, in all runs together
record ReproductionForecast(List<Part> stages, Map<Arm, Integer> later, boolean complete, int cores) {

    /// Runs of one stage that have not ended.
    ///
    /// @param seconds if every run uses its whole step budget; NaN if no step could be timed
    record Part(String stage, List<Stage.Item> missing, double seconds) {}

    static ReproductionForecast of(RunStore store, Campaign campaign, SweepForecast forecast, int cores) {
        campaign.requireData();
        CampaignPlan plan = campaign.plan();
        List<Part> parts = new ArrayList<>();
        for (Stage stage : plan.stages()) {
            List<Stage.Item> missing = campaign.missing(stage);
            if (!missing.isEmpty()) {
                Sweep sweep = Sweep.unnamed(
                        missing.stream().map(Stage.Item::parameters).toList());
                parts.add(new Part(
                        stage.name(), missing, forecast.of(store, sweep).seconds()));
            }
        }
        return new ReproductionForecast(parts, plan.complete() ? Map.of() : later(plan), plan.complete(), cores);
    }

    private static Map<Arm, Integer> later(CampaignPlan plan) {
        Map<Arm, Integer> later = new LinkedHashMap<>();
        plan.planned().forEach((arm, planned) -> {
            int known = (int)
                    plan.items().stream().filter(item -> item.arm().equals(arm)).count();
            if (planned > known) {
                later.put(arm, planned - known);
            }
        });
        return later;
    }

    private int runs() {
        return stages.stream().mapToInt(part -> part.missing().size()).sum();
    }

    /// Stages are computed one after the other.
    private double seconds() {
        return stages.stream().mapToDouble(Part::seconds).sum();
    }

    private int runsLater() {
        return later.values().stream().mapToInt(Integer::intValue).sum();
    }

    String text() {
        if (stages.isEmpty()) {
            return "0 runs to be computed\n" + textOfLater();
        }
        String time = Double.isNaN(seconds())
                ? "a time that is not known"
                : "about " + HumanText.duration(seconds()) + " on " + cores + (cores == 1 ? " core" : " cores")
                        + " if every run uses its whole step budget";
        return groupTable() + "\n" + timeTable() + "\n" + runs() + " runs to be computed, in " + time + "\n"
                + textOfLater();
    }

    private String textOfLater() {
        return later.isEmpty()
                ? ""
                : "then at most " + runsLater() + " runs that become known when these have finished: "
                        + later.entrySet().stream()
                                .map(arm -> arm.getKey().title() + " " + arm.getValue())
                                .collect(Collectors.joining(", "))
                        + "\n";
    }

    private TextTable groupTable() {
        TextTable table = new TextTable("stage", "arm", ">p", ">fraction", ">at most steps", ">runs");
        groups().forEach((group, runs) -> table.row(
                group.stage(),
                group.arm(),
                group.task().map(task -> String.valueOf(task.modulus())).orElse(""),
                group.task().map(task -> String.valueOf(task.trainFraction())).orElse(""),
                group.steps(),
                runs));
        return table;
    }

    private TextTable timeTable() {
        TextTable table = new TextTable("stage", ">runs", ">time");
        for (Part part : stages) {
            table.row(
                    part.stage(),
                    part.missing().size(),
                    Double.isNaN(part.seconds()) ? "unknown" : "about " + HumanText.duration(part.seconds()));
        }
        return table;
    }

    /// @param task empty of images
    private record Group(String stage, String arm, Optional<OperationTask> task, int steps) {}

    private Map<Group, Integer> groups() {
        Map<Group, Integer> groups = new LinkedHashMap<>();
        for (Part part : stages) {
            for (Stage.Item item : part.missing()) {
                Group group = new Group(
                        part.stage(),
                        item.arm().title(),
                        item.operation(),
                        item.parameters().stopping().maxSteps());
                groups.merge(group, 1, Integer::sum);
            }
        }
        return groups;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("groups");
        groups().forEach((group, runs) -> {
            ObjectNode row = rows.addObject().put("stage", group.stage()).put("arm", group.arm());
            group.task().ifPresent(task -> row.put("p", task.modulus()).put("fraction", task.trainFraction()));
            row.put("at_most_steps", (long) group.steps()).put("runs", runs);
        });
        ArrayNode times = json.putArray("stages");
        for (Part part : stages) {
            ObjectNode time = times.addObject()
                    .put("stage", part.stage())
                    .put("runs", part.missing().size());
            Json.putNumber(time, "seconds_about", part.seconds());
        }
        ObjectNode arms = json.putObject("later_at_most");
        later.forEach((arm, runs) -> arms.put(arm.title(), runs));
        json.put("runs", runs()).put("runs_later_at_most", runsLater()).put("cores", cores);
        Json.putNumber(json, "seconds_left_about", seconds());
        return json.put("complete", complete);
    }
}
