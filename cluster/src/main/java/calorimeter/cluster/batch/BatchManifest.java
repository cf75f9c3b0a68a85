// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.cluster.share.ProgramFiles;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.Sha256;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.SweepMember;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the tasks of an array job agree on. It is never changed once it is written: task i of N computes
/// the runs i, i + N, i + 2N, … of the sweep, in whichever attempt and on whichever host.
///
/// @param name of the sweep
/// @param identity of the sweep
/// @param program that planned it; no other one computes
/// @param tasks N
/// @param members the sweep's runs in order
public record BatchManifest(String name, String identity, Program program, int tasks, List<SweepMember> members) {

    /// @param version for a person
    /// @param commit for a person, or null if it is not known
    /// @param sha256 of the program's class files
    /// @param numericVersion of the engine
    public record Program(String version, @Nullable String commit, String sha256, int numericVersion) {

        public static Program ofThisProcess(String version, @Nullable String commit) {
            return new Program(version, commit, ProgramFiles.sha256(), TransformerSettings.NUMERIC_VERSION);
        }

        @Override
        public String toString() {
            return "Calorimeter " + version + (commit == null ? "" : " (commit " + commit + ")") + ", numeric version "
                    + numericVersion + ", class files " + sha256.substring(0, 8);
        }
    }

    private static final int FORMAT = 1;

    /// Begins the last line, which holds the SHA-256 of all lines before it.
    private static final String SEAL = "\"sha256\":\"";

    private static final JsonMapper MAPPER = new JsonMapper();

    public BatchManifest {
        members = List.copyOf(members);
        if (tasks < 1 || tasks > members.size()) {
            throw new SweepException(
                    "there are " + tasks + " tasks but must be from 1 to " + members.size() + ", the number of runs");
        }
    }

    public static BatchManifest of(Sweep sweep, Program program, int tasks) {
        return new BatchManifest(sweep.name(), sweep.identity(), program, tasks, sweep.members());
    }

    /// All runs. A task makes its own share alone, since ten thousand take seconds.
    public Sweep sweep() {
        return sweep(members);
    }

    /// A task's share of the runs.
    Sweep share(int task) {
        return sweep(IntStream.iterate(task, i -> i < members.size(), i -> i + tasks)
                .mapToObj(members::get)
                .toList());
    }

    /// @throws StoreException if this program gives the runs other identities
    private Sweep sweep(List<SweepMember> some) {
        Sweep sweep = Sweep.of(
                name,
                some.stream()
                        .map(member -> TrainJson.parameters(member.configurationJson()))
                        .toList());
        if (!identities(sweep.members()).equals(identities(some))) {
            throw new StoreException("the sweep " + name + " was planned by " + program + ", which gives its runs other"
                    + " identities than this program (numeric version " + TransformerSettings.NUMERIC_VERSION
                    + "); use that program, or plan the sweep into a new folder");
        }
        return sweep;
    }

    /// The task that computes a run.
    int taskOf(int position) {
        return position % tasks;
    }

    /// JSON, a line for every run.
    String text() {
        ObjectNode head = MAPPER.createObjectNode();
        head.put("format", FORMAT).put("sweep", name).put("identity", identity);
        head.putPOJO("program", program);
        head.put("tasks", tasks);
        StringBuilder text = new StringBuilder(head.toString());
        text.setLength(text.length() - 1);
        text.append(",\"runs\":[\n");
        String separator = "";
        for (SweepMember run : members) {
            text.append(separator).append("{\"identity\":\"").append(run.identity());
            text.append("\",\"settings\":").append(run.configurationJson()).append('}');
            separator = ",\n";
        }
        text.append("\n],\n");
        return text + SEAL + Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)) + "\"}\n";
    }

    /// @param place of the text, for messages
    /// @throws StoreException if it is not what [#text] wrote
    static BatchManifest parse(String place, String text) {
        int seal = text.lastIndexOf(SEAL);
        if (seal < 0) {
            throw new StoreException(place + " is not the manifest of a batch, or its end is missing; plan the sweep"
                    + " into a new folder");
        }
        String sum = Sha256.hex(text.substring(0, seal).getBytes(StandardCharsets.UTF_8));
        if (!text.substring(seal).equals(SEAL + sum + "\"}\n")) {
            throw new StoreException("the manifest " + place + " has been edited or damaged: the SHA-256 of its content"
                    + " is " + sum + ", not what its last line says; put the original back, or plan the sweep into a"
                    + " new folder");
        }
        try {
            return parse(place, MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new StoreException("cannot read the manifest " + place + ": " + e.getOriginalMessage(), e);
        }
    }

    private static BatchManifest parse(String place, JsonNode json) throws JsonProcessingException {
        if (json.path("format").intValue() > FORMAT) {
            throw new StoreException("the manifest " + place + " has format " + json.path("format")
                    + " but this program reads only up to " + FORMAT + "; update Calorimeter");
        }
        Program program = MAPPER.treeToValue(json.path("program"), Program.class);
        List<SweepMember> members = new ArrayList<>();
        json.path("runs")
                .forEach(run -> members.add(new SweepMember(
                        run.path("identity").asText(), run.path("settings").toString())));
        return new BatchManifest(
                json.path("sweep").asText(),
                json.path("identity").asText(),
                program,
                json.path("tasks").intValue(),
                members);
    }

    /// @throws SweepException if it is another sweep, saying what differs
    public void requireSweep(String place, String askedName, List<SweepMember> asked) {
        if (!name.equals(askedName)) {
            throw new SweepException(
                    place + " belongs to the sweep " + name + ", not to " + askedName + "; give another folder");
        }
        if (!identities(members).equals(identities(asked))) {
            Set<String> both = new HashSet<>(identities(members));
            both.retainAll(Set.copyOf(identities(asked)));
            throw new SweepException(place + " was planned with other runs of the sweep " + name + ": it has "
                    + members.size() + ", asked for are " + asked.size() + ", and " + both.size()
                    + " are in both; give another folder");
        }
    }

    private static List<String> identities(List<SweepMember> members) {
        return members.stream().map(SweepMember::identity).toList();
    }

    /// @throws SweepException if the program that asks is not the one that planned
    void requireProgram(String place, Program running) {
        if (!program.sha256().equals(running.sha256())) {
            throw new SweepException(place + " was planned by " + program + ", but this host runs " + running
                    + "; install the same program on all hosts, or plan the sweep into a new folder");
        }
    }

    /// @throws SweepException if the tasks are other ones
    public void requireTasks(String place, int asked) {
        if (tasks != asked) {
            throw new SweepException(place + " was planned for " + tasks + " tasks, not " + asked + "; give " + tasks
                    + ", or another folder");
        }
    }
}
