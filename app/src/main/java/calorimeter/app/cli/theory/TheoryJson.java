package calorimeter.app.cli.theory;

import calorimeter.app.cli.text.Json;
import calorimeter.physics.positions.GoldstoneMode;
import calorimeter.physics.theory.TheoryCheck;
import calorimeter.physics.theory.TheoryResult;
import calorimeter.report.theory.GoldstoneSpectrum;
import calorimeter.report.theory.TrainedPositions;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A tried statement as JSON.
final class TheoryJson {

    private TheoryJson() {}

    /// A residual that is not a finite number is null. A statement about trained weights carries the spectra it
    /// was judged by.
    static ObjectNode of(TheoryResult result, Optional<TrainedPositions> trained) {
        TheoryCheck check = result.check();
        ObjectNode json = Json.object()
                .put("topic", check.topic().key())
                .put("name", check.name())
                .put("statement", check.statement())
                .put("system", check.system())
                .put("size", check.size());
        Json.putNumber(json, "residual", result.residual());
        json.put("tolerance", check.tolerance())
                .put("verdict", TheoryTable.verdict(result))
                .put("seconds", result.seconds())
                .put("source", check.source());
        trained.filter(measured -> check.name().startsWith("positions.trained-"))
                .ifPresent(measured -> spectra(json.putArray("spectra"), measured));
        return json;
    }

    private static void spectra(ArrayNode array, TrainedPositions trained) {
        for (GoldstoneSpectrum spectrum : trained.spectra()) {
            ObjectNode json = array.addObject()
                    .put("code", spectrum.code())
                    .put("rows", spectrum.rows())
                    .put("shift_cost", spectrum.shiftCost())
                    .put("free_energy_change", spectrum.freeEnergyChange())
                    .put("divergence", spectrum.divergence());
            ArrayNode modes = json.putArray("modes");
            for (GoldstoneMode mode : spectrum.modes()) {
                modes.addObject()
                        .put("frequency", mode.frequency())
                        .put("energy_scale", mode.energyScale())
                        .put("uniform_stiffness", mode.uniformStiffness())
                        .put("relative_stiffness", mode.relativeStiffness());
            }
        }
    }
}
