// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Everything that is known of a run before its first step.
///
/// @param experiment the kind of run, as `train`
/// @param preset the named configuration that it started from; lower-case letters, digits, `-` and `_`, since
///     it becomes part of a folder's name
/// @param seed the root of all randomness
/// @param configurationJson the whole configuration, as a JSON object
/// @param identity from [RunIdentity]; runs of equal identity compute equal bits
/// @param columns what a row holds, in order; at least one, of distinct names
/// @param provenance where and by what the run is made
public record RunDescription(
        String experiment,
        String preset,
        long seed,
        String configurationJson,
        String identity,
        List<Column> columns,
        Provenance provenance) {

    private static final Pattern FILE_SAFE = Pattern.compile("[a-z0-9][a-z0-9_-]*");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public RunDescription {
        if (experiment.isBlank()) {
            throw new IllegalArgumentException("the experiment's name is blank");
        }
        if (!FILE_SAFE.matcher(preset).matches()) {
            throw new IllegalArgumentException(
                    "preset is '" + preset + "' but must consist of lower-case letters, digits, '-' and '_'");
        }
        if (!SHA_256.matcher(identity).matches()) {
            throw new IllegalArgumentException("identity is '" + identity + "' but must be 64 hexadecimal digits");
        }
        Json.requireObject("configuration", configurationJson);
        columns = List.copyOf(columns);
        requireDistinctNames(columns);
    }

    private static void requireDistinctNames(List<Column> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a run needs at least one column");
        }
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named '" + column.name() + "'");
            }
        }
    }

    /// The name of the given attempt at this run, counted from 1.
    String name(int attempt) {
        String first = preset + "-s" + seed + "-" + identity.substring(0, 8);
        return attempt == 1 ? first : first + "." + attempt;
    }
}
