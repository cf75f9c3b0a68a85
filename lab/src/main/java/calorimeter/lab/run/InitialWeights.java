// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.training.ParameterDigest;
import calorimeter.engine.training.Trainer;
import calorimeter.lab.store.Safetensors;
import calorimeter.lab.store.TensorData;
import calorimeter.lab.text.NearestNames;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Parameters out of a safetensors file, from which a run starts instead of drawn ones. The file has a float32 tensor
/// for each of the model's, under its name; what exports hold besides (the optimiser's arrays, buffers, data, the step)
/// is passed over.
public final class InitialWeights {

    /// In place of a hash: the parameters are drawn from the seed.
    static final String DRAWN = "none";

    static final Pattern FORM = Pattern.compile("none|[0-9a-f]{64}");
    private static final Pattern NO_PARAMETER = Pattern.compile("(optimizer|buffers|data)/.*|step");

    private final Path file;
    private final Map<String, TensorData> tensors = new LinkedHashMap<>();

    private InitialWeights(Path file, List<TensorData> all) {
        this.file = file;
        all.stream()
                .filter(tensor -> !NO_PARAMETER.matcher(tensor.name()).matches())
                .forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    /// @throws calorimeter.lab.store.StoreException if the file is none, or cannot be read
    public static InitialWeights read(Path file) {
        return new InitialWeights(file, Safetensors.read(file).tensors());
    }

    /// The run that starts from these parameters: their SHA-256 is part of its identity.
    ///
    /// @throws SettingException if they are not those of the run's model, or not those it names
    public TrainParameters startOf(TrainExperiment experiment, TrainParameters parameters) {
        return into(experiment.prepare(parameters), parameters);
    }

    /// Gives them to a run's trainer at step 0. Returns the run, as [#startOf] does.
    TrainParameters into(Trainer trainer, TrainParameters run) {
        ParameterLayout layout = trainer.layout();
        List<String> known = layout.tensors().stream().map(Tensor::name).toList();
        for (String name : tensors.keySet()) {
            if (!known.contains(name)) {
                throw new SettingException("the weights " + file + " have a tensor '" + name
                        + "' that the model has not" + NearestNames.suggestion(name, known));
            }
        }
        float[] parameters = trainer.parameters();
        layout.tensors().forEach(tensor -> layout.insert(tensor, values(tensor), parameters));
        String sha256 = ParameterDigest.sha256(layout, parameters);
        if (!run.startsFromDrawn() && !run.initialWeights().equals(sha256)) {
            throw new SettingException("initial-weights is " + run.initialWeights()
                    + ", but the file of --from holds parameters of SHA-256 " + sha256);
        }
        return run.startingFrom(sha256);
    }

    private float[] values(Tensor tensor) {
        TensorData given = tensors.get(tensor.name());
        if (given == null) {
            throw new SettingException("the weights " + file + " have no tensor '" + tensor.name()
                    + "', but the model has; give it the settings that the weights were trained with");
        }
        int[] shape = tensor.vector() ? new int[] {tensor.columns()} : new int[] {tensor.rows(), tensor.columns()};
        if (!Arrays.equals(given.shape(), shape) || given.type() != TensorData.Type.F32) {
            throw new SettingException("tensor '" + tensor.name() + "' of the weights " + file + " is " + given.type()
                    + Arrays.toString(given.shape()) + " but the model's is F32" + Arrays.toString(shape));
        }
        float[] values = given.floats();
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new SettingException("tensor '" + tensor.name() + "' of the weights " + file + " holds " + value
                        + ", but all parameters must be finite");
            }
        }
        return values;
    }
}
