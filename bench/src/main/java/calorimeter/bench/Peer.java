// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A process that answers one question at a time, and sleeps in between: a library in an interpreter, or this
/// engine in a JVM of its own. What may be asked is written down in the resource `protocol.py`.
public interface Peer extends AutoCloseable {

    /// The mapper of this package, which writes a value into one line.
    JsonMapper JSON = new JsonMapper();

    /// Begins a question.
    static ObjectNode question(String command) {
        return JSON.createObjectNode().put("command", command);
    }

    /// Answers a question.
    ///
    /// @throws PeerException when the answer is an error, or there is none
    ObjectNode ask(ObjectNode question);

    /// Asks for a number, such as "seconds".
    default double number(ObjectNode question, String field) {
        return ask(question).path(field).asDouble();
    }

    @Override
    void close();
}
