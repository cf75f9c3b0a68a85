// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.text.Json;
import calorimeter.cluster.batch.BatchCollection;
import calorimeter.cluster.batch.BatchFolder;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.sweep.Sweep;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What came of an array job, for a person and as JSON.
///
/// @param submitted the job that computes what is missing, if one was submitted
record CollectionResult(BatchFolder folder, Sweep sweep, BatchCollection collection, Optional<String> submitted) {

    /// When the cluster is down every run is missing for the same reason.
    private static final int MOST_SHOWN = 20;

    private static final int MOST_LOGS = 3;

    private List<BatchCollection.Standing> open() {
        return collection.runs().stream()
                .filter(run -> run.state() != BatchCollection.State.DONE)
                .toList();
    }

    private static String word(BatchCollection.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("folder", folder.path().toString());
        for (BatchCollection.State state : BatchCollection.State.values()) {
            json.put(word(state), collection.count(state));
        }
        submitted.ifPresent(id -> json.put("submitted", id));
        ArrayNode open = json.putArray("open");
        for (BatchCollection.Standing run : open()) {
            ObjectNode one = open.addObject();
            one.put("identity", run.identity()).put("task", run.task()).put("state", word(run.state()));
            if (run.reason() != null) {
                one.put("reason", run.reason());
            }
        }
        return json;
    }

    void tell(CommandContext context) {
        StringBuilder line =
                new StringBuilder("sweep " + sweep.name() + ": " + collection.count(BatchCollection.State.DONE) + " of "
                        + collection.runs().size() + " runs done");
        for (BatchCollection.State state : BatchCollection.State.values()) {
            if (state != BatchCollection.State.DONE && collection.count(state) > 0) {
                line.append(", ").append(collection.count(state)).append(' ').append(word(state));
            }
        }
        context.out().println(line);
        List<BatchCollection.Standing> open = open();
        open.stream()
                .sorted(Comparator.comparing(BatchCollection.Standing::state))
                .limit(MOST_SHOWN)
                .forEach(run -> {
                    TrainParameters parameters = sweep.runs().get(run.position());
                    context.err()
                            .println(word(run.state()) + ": " + Sweep.label(sweep.varied(), parameters) + " of task "
                                    + run.task() + (run.reason() == null ? "" : ": " + run.reason()));
                });
        collection.stoppedTasks().stream()
                .limit(MOST_LOGS)
                .forEach(task -> folder.endOfLog(task)
                        .forEach(said -> context.err().println("  log of task " + task + ": " + said)));
        submitted.ifPresent(id -> context.out().println("submitted job " + id + " for what is missing"));
    }
}
