// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The checkpoints of one run: the newest few, each checked when it is read.
///
/// One process writes (the holder of the [RunHandle]); others may read meanwhile. A file that is damaged is
/// reported, never passed over: going on silently from an older one would hide that the disk is failing.
public final class CheckpointStore {

    /// Two, so that one is left if the newest is damaged later.
    public static final int DEFAULT_KEEP = 2;

    private static final Pattern NAME = Pattern.compile("step-(\\d{9,18})\\.safetensors");

    private final Path folder;
    private final int keep;

    /// @param folder created at the first [#write]
    /// @param keep how many checkpoints remain after each write, at least 1
    public CheckpointStore(Path folder, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("checkpoints to keep is " + keep + " but must be at least 1");
        }
        this.folder = folder;
        this.keep = keep;
    }

    /// Where the checkpoint of a step is or would be.
    public Path file(long step) {
        return folder.resolve(String.format(Locale.ROOT, "step-%09d.safetensors", step));
    }

    /// Stores a checkpoint, replacing one of the same step. When this returns it is on the disk; only then are
    /// older ones removed. Also removes what a killed process may have left half written.
    ///
    /// @throws StoreException if it cannot be written; the checkpoints before it are then still there
    public void write(Checkpoint checkpoint) {
        Path file = file(checkpoint.step());
        byte[] bytes = checkpoint.encode();
        try {
            DurableFile.createFolders(folder);
            removeLeftovers(DurableFile.temporary(file));
            DurableFile.write(file, out -> out.write(bytes));
            removeOld(checkpoint.step());
        } catch (IOException e) {
            throw Failures.ofFile("write checkpoint", file, e);
        }
    }

    /// Before writing, since they may fill the disk. Nobody else writes here: the run's lock is held.
    ///
    /// @param next will be overwritten
    private void removeLeftovers(Path next) throws IOException {
        for (Path file : files()) {
            if (file.getFileName().toString().endsWith(DurableFile.TEMPORARY_SUFFIX)
                    && !file.getFileName().equals(next.getFileName())) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Keeps the step just written and the newest others.
    private void removeOld(long written) throws IOException {
        List<Long> others = new ArrayList<>(listSteps());
        others.remove(written);
        for (long step : others.subList(0, Math.max(0, others.size() - (keep - 1)))) {
            Files.deleteIfExists(file(step));
        }
    }

    /// The steps of the checkpoints that are there, ascending, whether they are intact or not.
    public List<Long> steps() {
        try {
            return listSteps();
        } catch (IOException e) {
            throw Failures.ofFile("list the checkpoints in", folder, e);
        }
    }

    private List<Long> listSteps() throws IOException {
        List<Long> steps = new ArrayList<>();
        for (Path file : files()) {
            Matcher matcher = NAME.matcher(file.getFileName().toString());
            if (matcher.matches() && file.equals(file(Long.parseLong(matcher.group(1))))) {
                steps.add(Long.parseLong(matcher.group(1)));
            }
        }
        steps.sort(Comparator.naturalOrder());
        return steps;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /// The newest checkpoint, or nothing if none has been written.
    ///
    /// @throws StoreException if the newest is damaged, saying from which step an older one would resume
    public Optional<Checkpoint> latest() {
        while (true) {
            List<Long> steps = steps();
            if (steps.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(load(steps.getLast()));
            } catch (StoreException e) {
                // A writer may have stored a newer one meanwhile and removed this one; otherwise it is damaged.
                List<Long> now = steps();
                if (!now.isEmpty() && now.getLast().equals(steps.getLast())) {
                    throw e;
                }
            }
        }
    }

    /// The checkpoint of one step.
    ///
    /// @throws StoreException if there is no such checkpoint or it is damaged
    public Checkpoint load(long step) {
        Path file = file(step);
        if (!Files.exists(file)) {
            throw new StoreException("there is no checkpoint of step " + step + " in " + folder + "; those there are "
                    + "of steps " + steps());
        }
        byte[] bytes = Safetensors.readBytes(file);
        try {
            return decode(bytes, step);
        } catch (IllegalArgumentException e) {
            throw new StoreException("checkpoint " + file + " is damaged: " + e.getMessage() + "; " + wayOut(step), e);
        }
    }

    private static Checkpoint decode(byte[] bytes, long expectedStep) {
        Checkpoint checkpoint = Checkpoint.decode(bytes);
        if (checkpoint.step() != expectedStep) {
            throw new IllegalArgumentException("it holds step " + checkpoint.step() + ", not the one in its name");
        }
        return checkpoint;
    }

    private String wayOut(long damaged) {
        Optional<Long> intact = steps().reversed().stream()
                .filter(step -> step < damaged && isIntact(step))
                .findFirst();
        if (intact.isEmpty()) {
            return "delete it to run again from step 0, since no older checkpoint is intact";
        }
        long step = intact.get();
        boolean alone = steps().stream().noneMatch(other -> other > step && other != damaged);
        return alone
                ? "delete it to resume from step " + step
                : "delete everything after step " + step + " in " + folder + " to resume from there";
    }

    private boolean isIntact(long step) {
        try {
            decode(Safetensors.readBytes(file(step)), step);
            return true;
        } catch (IllegalArgumentException | StoreException e) {
            return false;
        }
    }
}
