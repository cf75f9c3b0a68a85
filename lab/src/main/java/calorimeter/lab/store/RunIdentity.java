// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/// What makes two runs the same run: experiment, parameters, seed, and the version of the numerics, which
/// changes whenever the same parameters and seed may give other bits. Where a run is computed (machine,
/// threads, vector width) is no part of it, since it does not change the bits.
public final class RunIdentity {

    private RunIdentity() {}

    /// SHA-256, in hexadecimal, of the canonical JSON (keys sorted, no white space, UTF-8)
    ///
    /// `{"experiment":…,"numericVersion":…,"parameters":{…},"seed":…}`
    ///
    /// @param parametersJson a JSON object; the order of its keys and its white space do not matter
    /// @throws IllegalArgumentException if the parameters are not a JSON object
    public static String of(String experiment, String parametersJson, long seed, int numericVersion) {
        ObjectNode whole = Json.MAPPER.createObjectNode();
        whole.put("experiment", experiment);
        whole.put("numericVersion", numericVersion);
        whole.set("parameters", Json.requireObject("parameters", parametersJson));
        whole.put("seed", seed);
        return Sha256.hex(Json.canonical(whole).getBytes(StandardCharsets.UTF_8));
    }
}
