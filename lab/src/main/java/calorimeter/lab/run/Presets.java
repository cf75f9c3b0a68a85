// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.lab.text.NearestNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Settings of published experiments, as data. Where a source is silent the value is ours, and the comment says
/// so.
public enum Presets {
    /// Nanda et al., arXiv:2301.05217: full-batch AdamW, one layer without norms. Ours: step budget and
    /// logging.
    NANDA("""
            tokens operands-equals
            train-fraction 0.3
            p 113
            layers 1
            activation relu
            norm none
            positions learned
            mask causal
            biases mlp
            readout last
            initialization nanda
            learning-rate 0.001
            weight-decay 1
            beta2 0.98
            batch-size 0
            max-steps 40000
            log-every 10
            """),

    /// Pandey, arXiv:2607.20552. Ours: PyTorch's initialisation; logging once in 100 steps, about ten epochs.
    PANDEY("""
            tokens operands-operator-equals
            train-fraction 0.5
            p 97
            layers 2
            activation gelu
            norm pre-layer-norm
            positions rotary
            mask full
            biases all
            readout last
            initialization pytorch
            learning-rate 0.0003
            weight-decay 0.1
            beta2 0.999
            batch-size 512
            max-steps 70000
            log-every 100
            """),

    /// Verma, arXiv:2605.20441; the source sweeps the weight decay. Ours: its default, tokens, GELU, learned
    /// positions, β₂, PyTorch's initialisation, step budget and logging.
    VERMA("""
            tokens operands-equals
            train-fraction 0.5
            p 97
            layers 4
            heads 8
            activation gelu
            norm pre-layer-norm
            positions learned
            mask causal
            biases all
            readout last
            initialization pytorch
            learning-rate 0.001
            weight-decay 1
            beta2 0.98
            batch-size 512
            max-steps 20000
            log-every 100
            """),

    /// Bi et al., arXiv:2603.24746; the source sweeps p and the train fraction. Ours: their defaults, tokens,
    /// GELU, learned positions, mask, β₂ and PyTorch's initialisation.
    BI("""
            tokens operands-equals
            train-fraction 0.5
            p 97
            layers 2
            activation gelu
            norm pre-layer-norm
            positions learned
            mask full
            biases all
            readout mean
            initialization pytorch
            learning-rate 0.0005
            weight-decay 1
            beta2 0.999
            batch-size 512
            max-steps 40000
            log-every 25
            """),

    /// Tanaka & Kunin, arXiv:2105.02716, and Kunin et al., arXiv:2012.04728: a VGG with batch norm under
    /// SGD. The sources train VGG-16 on Tiny ImageNet (batch 256, η 0.1, k 1e-4). Ours, to fit two cores: a
    /// small network on Fashion-MNIST, 10 000 and 2 000 of its images, batch 128, the step budget, logging.
    TANAKA("""
            data fashion-mnist
            train-images 10000
            test-images 2000
            model vgg
            norm batch-norm
            initialization pytorch
            optimizer sgd
            learning-rate 0.1
            weight-decay 0.0005
            batch-size 128
            stop budget
            max-steps 2000
            log-every 250
            log-spaced 20
            """),

    /// Truong, arXiv:2606.18465: a two-layer perceptron, AdamW on full batches, matrices alone decay; accuracy is read
    /// every 25 steps. The source varies p, clamp and output temperature. Ours: the step budget.
    TRUONG("""
            tokens operands
            train-fraction 0.4
            p 59
            model mlp
            layers 1
            mlp-width 256
            activation gelu
            norm none
            initialization fan-in
            learning-rate 0.001
            weight-decay 1
            decay-biases false
            beta2 0.999
            batch-size 0
            max-steps 40000
            log-every 25
            log-spaced 0
            logits true
            """);

    private final String text;

    Presets(String text) {
        this.text = text;
    }

    public String key() {
        return Setting.text(this);
    }

    /// Every setting.
    public Map<String, String> settings() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            if (!setting.standard().isEmpty()) {
                values.put(setting.key(), setting.standard());
            }
        }
        text.lines().map(line -> line.split(" ", 2)).forEach(line -> values.put(line[0], line[1]));
        return values;
    }

    /// @throws SettingException when there is no preset of that name
    public static Presets find(String name) {
        for (Presets preset : values()) {
            if (preset.key().equals(name)) {
                return preset;
            }
        }
        List<String> names = List.of(values()).stream().map(Presets::key).toList();
        throw new SettingException("preset is '" + name + "' but must be one of " + String.join(", ", names)
                + NearestNames.suggestion(name, names));
    }
}
