// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

import static calorimeter.engine.range.OutOfRangeException.require;

import java.util.Locale;

/// From queries and keys to the weights of attention: s = q·k/(T √headSize), and the operator that takes s to
/// weights.
///
/// What is trained is a parameter of the model, and nothing else acts on it but its gradient: no weight
/// decay. The tensor `attention.deformation` of a layer holds a, with t = tanh a of [AttentionKind];
/// `attention.log-temperature` holds ln T. Both are 0 for softmax at T = 1, and no value of them leaves the
/// range of orders and temperatures.
///
/// @param order α, κ or q; NaN for softmax; where it is trained, that of the first step
/// @param temperature T; where it is trained, that of the first step
public record AttentionSettings(
        AttentionKind kind,
        double order,
        Sharing trainedOrder,
        TemperatureSchedule temperature,
        Sharing trainedTemperature) {

    /// Softmax of q·k/√headSize.
    public static final AttentionSettings SOFTMAX = new AttentionSettings(
            AttentionKind.SOFTMAX, Double.NaN, Sharing.NONE, TemperatureSchedule.ONE, Sharing.NONE);

    public AttentionSettings {
        kind.requireOrder(order);
        boolean ordered = kind != AttentionKind.SOFTMAX;
        require(
                ordered || trainedOrder == Sharing.NONE,
                "order trainable",
                trainedOrder,
                "none for softmax, which has no order");
        if (trainedOrder != Sharing.NONE) {
            kind.requireTrainable(order);
        }
        require(
                trainedTemperature == Sharing.NONE || temperature.isConstant(),
                "attention temperature",
                temperature,
                "a single number where it is trained, the one to begin with");
    }

    /// 1/(T √headSize), where T is constant.
    public float scale(int headSize) {
        return scale(temperature.from(), headSize);
    }

    /// 1/(T √headSize).
    public static float scale(double temperature, int headSize) {
        return (float) (1 / (temperature * Math.sqrt(headSize)));
    }

    /// Whether all heads are softmax at one temperature, always.
    public boolean isSoftmaxAtOneTemperature() {
        return obstacle().isEmpty();
    }

    /// Why no folded plan computes it, or nothing when one does.
    public String obstacle() {
        if (kind != AttentionKind.SOFTMAX) {
            return "attention is " + kind.name().toLowerCase(Locale.ROOT) + ", not softmax";
        }
        if (trainedTemperature != Sharing.NONE) {
            return "the temperature of attention is trained";
        }
        return temperature.isConstant() ? "" : "the temperature of attention follows a schedule";
    }
}
