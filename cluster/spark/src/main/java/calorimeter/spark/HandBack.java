// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.cluster.share.BundleFolder;
import calorimeter.cluster.share.Exchange;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.RunBundle;
import calorimeter.lab.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Collects what came of one run for the answer of its task, and keeps the run's last state in the shared
/// folder, if there is one. A shared folder that is full or away costs time alone: its failures are
/// remarks.
final class HandBack implements Exchange {

    private final @Nullable BundleFolder shared;
    private final @Nullable Parcel soFar;
    private final List<String> remarks = new ArrayList<>();
    private @Nullable RunBundle ended;
    private @Nullable String failure;

    HandBack(@Nullable BundleFolder shared, @Nullable Parcel soFar) {
        this.shared = shared;
        this.soFar = soFar;
    }

    @Override
    public Optional<RunBundle> latest(String identity) {
        Optional<RunBundle> found = Stream.of(
                        Optional.ofNullable(soFar).map(Parcel::open),
                        Optional.ofNullable(shared).flatMap(folder -> folder.latest(identity)))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(
                                (RunBundle bundle) -> !bundle.run().status().isResumable())
                        .thenComparingLong(bundle -> bundle.run().step()));
        found.filter(bundle -> !bundle.run().status().isResumable()).ifPresent(bundle -> ended = bundle);
        return found;
    }

    @Override
    public void handIn(RunBundle bundle) {
        if (!bundle.run().status().isResumable()) {
            ended = bundle;
        }
        if (shared == null) {
            return;
        }
        try {
            shared.handIn(bundle);
        } catch (ReproducibilityException otherBits) {
            ended = null;
            failure = otherBits.getMessage();
        } catch (StoreException full) {
            remarks.add(BundleFolder.host() + ": " + full.getMessage());
        }
    }

    @Override
    public void fail(String identity, String reason) {
        failure = "on " + BundleFolder.host() + ": " + reason;
    }

    boolean isEnded() {
        return ended != null;
    }

    List<String> remarks() {
        return remarks;
    }

    TaskAnswer.Run answer(double seconds) {
        return new TaskAnswer.Run(ended == null ? null : Parcel.of(ended), failure, seconds);
    }
}
