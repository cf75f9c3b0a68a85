// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A peer whose steps take exactly as long as it is told, and which writes down when it was asked.
final class FakePeer implements Peer {

    private final String name;
    private final double secondsPerStep;
    private final double[] losses;
    private final List<String> log;

    /// How many times it may be asked for a time before it is gone.
    private int turnsLeft = Integer.MAX_VALUE;

    /// The same for matrix products.
    private int productsLeft = Integer.MAX_VALUE;

    FakePeer(String name, double secondsPerStep, double[] losses, List<String> log) {
        this.name = name;
        this.secondsPerStep = secondsPerStep;
        this.losses = losses.clone();
        this.log = log;
    }

    FakePeer goneAfter(int turns) {
        turnsLeft = turns;
        return this;
    }

    FakePeer withProducts(int products) {
        productsLeft = products;
        return this;
    }

    @Override
    public ObjectNode ask(ObjectNode question) {
        String command = question.path("command").asText();
        log.add(name + " " + command);
        ObjectNode answer = JSON.createObjectNode();
        switch (command) {
            case "hello" -> answer.put("name", name);
            case "prepare" -> {
                ArrayNode values = answer.putArray("losses");
                for (double loss : losses) {
                    values.add(loss);
                }
                answer.put("firstStepSeconds", 0.5);
            }
            case "time" -> {
                if (turnsLeft-- <= 0) {
                    throw new PeerException("the process has ended: out of memory");
                }
                answer.put("seconds", secondsPerStep * question.path("steps").asInt());
            }
            case "peak" -> answer.put("rate", 1e11);
            case "observe" -> answer.put("seconds", 2 * secondsPerStep);
            case "product" -> {
                if (productsLeft-- <= 0) {
                    throw new PeerException("the process has ended: out of memory");
                }
                answer.put("seconds", secondsPerStep * question.path("repeats").asInt());
            }
            default -> throw new PeerException("unknown");
        }
        return answer;
    }

    @Override
    public void close() {
        log.add(name + " closed");
    }
}
