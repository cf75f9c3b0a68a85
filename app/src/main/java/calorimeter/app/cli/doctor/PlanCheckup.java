package calorimeter.app.cli.doctor;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainParameters;
import java.util.ArrayList;
import java.util.List;

/// The doctor on how each preset is computed.
final class PlanCheckup {

    private PlanCheckup() {}

    /// Empty when there is no kernel, which [MachineCheckup] reports.
    static List<Finding> findings() {
        Kernel kernel;
        try {
            kernel = Kernels.active();
        } catch (IllegalStateException | IllegalArgumentException e) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (Presets preset : Presets.values()) {
            SettingValues values = SettingValues.ofPreset(preset.key());
            List<String> plan = TrainExperiment.explain(TrainParameters.of(preset.key(), values), kernel);
            findings.add(Finding.of("plan_" + preset.key(), preset.key(), plan));
        }
        return findings;
    }
}
