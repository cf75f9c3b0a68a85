package calorimeter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/// One way to make the training steps of one problem: a variant of a peer.
///
/// @param name as tables show it
/// @param variant as the peer knows it
public record Contestant(String name, Peer peer, String variant) {

    /// What [#prepare] has seen.
    public static final class Prepared {

        private final double[] losses;
        private final double firstStepSeconds;

        Prepared(double[] losses, double firstStepSeconds) {
            this.losses = losses.clone();
            this.firstStepSeconds = firstStepSeconds;
        }

        /// Of the first steps, each before its update.
        public double[] losses() {
            return losses.clone();
        }

        /// From a peer that has just loaded its library to its first finished step, with all compiling.
        public double firstStepSeconds() {
            return firstStepSeconds;
        }
    }

    public Prepared prepare(Path problem) {
        ObjectNode question = question("prepare").put("problem", problem.toString());
        ObjectNode answer = peer.ask(question);
        JsonNode losses = answer.path("losses");
        double[] values = new double[losses.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = losses.path(i).asDouble(Double.NaN);
        }
        return new Prepared(values, answer.path("firstStepSeconds").asDouble());
    }

    /// Seconds that so many training steps take.
    public double time(int steps) {
        return peer.ask(question("time").put("steps", steps)).path("seconds").asDouble();
    }

    private ObjectNode question(String command) {
        return BenchmarkJson.MAPPER.createObjectNode().put("command", command).put("variant", variant);
    }
}
