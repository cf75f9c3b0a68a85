// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.view.SweepProgress;
import calorimeter.cluster.batch.ScratchHome;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.lab.sweep.SweepVerification;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// `sweep --verify`: whether this machine gives the same bits.
record VerifiedSweep(Sweep sweep, SweepVerification verification) {

    static VerifiedSweep compute(
            CommandContext context, RunStore store, Sweep sweep, double share, long seed, SweepRunner.Options options) {
        SweepProgress progress = new SweepProgress(context);
        ScratchHome home = ScratchHome.of("verify-" + ProcessHandle.current().pid());
        try (RunStore scratch = RunStore.open(home.path())) {
            return new VerifiedSweep(
                    sweep, SweepVerification.of(store, sweep, share, seed, scratch, options, progress));
        } finally {
            progress.end();
            home.delete();
        }
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("sweep", sweep.name());
        json.put("drawn", verification.drawn().size());
        json.put("equal", verification.equal());
        json.set("differences", Json.array(verification.differences()));
        return json;
    }

    String text() {
        return verification.equal() + " of " + verification.drawn().size() + " runs drawn from the sweep "
                + sweep.name() + " have the same bits on this machine" + System.lineSeparator();
    }
}
