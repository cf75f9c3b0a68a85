// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.scan.source.ModelException;
import com.fasterxml.jackson.databind.JsonNode;

/// Rotary frequencies as config.json states them: θ_i = base^(−2i/d), then scaled by one of the ways that
/// models with longer contexts use. Variants as in transformers, `modeling_rope_utils`.
final class RotaryConfig {

    private final ConfigReader config;

    /// `rope_parameters` of newer files, `rope_scaling` of older ones, or nothing.
    private final JsonNode scaling;

    private RotaryConfig(ConfigReader config) {
        this.config = config;
        JsonNode parameters = config.node("rope_parameters");
        scaling = parameters.isObject() ? parameters : config.node("rope_scaling");
    }

    /// @param headSize components of a head
    /// @param base that the family has where the file says nothing, as the share of a head that turns
    static Rotary read(ConfigReader config, int headSize, double base, double share) {
        return new RotaryConfig(config).rotary(headSize, base, share);
    }

    private Rotary rotary(int headSize, double usual, double usualShare) {
        double share = number(
                "partial_rotary_factor",
                config.number("partial_rotary_factor", config.number("rotary_pct", usualShare)));
        int dimension = (int) (headSize * share);
        if (dimension < 2 || dimension % 2 != 0) {
            throw config.bad("rotary dimension " + dimension + " of heads of size " + headSize + " is no even number");
        }
        float base = (float) number("rope_theta", config.number("rope_theta", config.number("rotary_emb_base", usual)));
        if (!(base > 1)) {
            throw config.bad("rope_theta is " + base + " but must be above 1");
        }
        float[] frequencies = new float[dimension / 2];
        for (int i = 0; i < frequencies.length; i++) {
            float exponent = (float) (2 * i) / dimension;
            frequencies[i] = 1 / (float) Math.pow(base, exponent);
        }
        String type = scaling.path("rope_type").asText(scaling.path("type").asText("default"));
        return switch (type) {
            case "default" -> new Rotary(dimension, frequencies, 1);
            case "linear" -> new Rotary(dimension, divided(frequencies, factor()), 1);
            case "llama3" -> new Rotary(dimension, llama3(frequencies), 1);
            case "yarn" -> yarn(dimension, base, frequencies);
            default ->
                throw new ModelException(config.place() + " scales rotary positions by '" + type
                        + "', which is not known here; known are default, linear, llama3 and yarn");
        };
    }

    private double number(String key, double otherwise) {
        return scaling.path(key).isNumber() ? scaling.path(key).doubleValue() : otherwise;
    }

    private double factor() {
        double factor = number("factor", Double.NaN);
        if (!(factor >= 1)) {
            throw config.bad(
                    "the factor of its rotary scaling is " + scaling.path("factor") + " but must be at least 1");
        }
        return factor;
    }

    private static float[] divided(float[] frequencies, double factor) {
        float[] slower = frequencies.clone();
        for (int i = 0; i < slower.length; i++) {
            slower[i] /= (float) factor;
        }
        return slower;
    }

    /// Slow pairs are divided by the factor, fast ones stay, those between are mixed.
    private float[] llama3(float[] frequencies) {
        double factor = factor();
        double low = number("low_freq_factor", 1);
        double high = number("high_freq_factor", 4);
        double old = number("original_max_position_embeddings", 8192);
        float[] scaled = frequencies.clone();
        for (int i = 0; i < scaled.length; i++) {
            double wavelength = 2 * Math.PI / frequencies[i];
            if (wavelength > old / low) {
                scaled[i] = (float) (frequencies[i] / factor);
            } else if (wavelength >= old / high) {
                double smooth = (old / wavelength - low) / (high - low);
                scaled[i] = (float) ((1 - smooth) * frequencies[i] / factor + smooth * frequencies[i]);
            }
        }
        return scaled;
    }

    /// Peng et al., arXiv:2309.00071: pairs that turn less than `beta_slow` times in the old context are
    /// divided by the factor, those that turn more than `beta_fast` times stay, with a ramp between; all are
    /// magnified.
    private Rotary yarn(int dimension, double base, float[] frequencies) {
        double factor = factor();
        double old = number("original_max_position_embeddings", config.integer("max_position_embeddings"));
        double first = place(number("beta_fast", 32), dimension, base, old);
        double last = place(number("beta_slow", 1), dimension, base, old);
        if (scaling.path("truncate").asBoolean(true)) {
            first = Math.floor(first);
            last = Math.ceil(last);
        }
        first = Math.max(first, 0);
        last = Math.min(last, dimension - 1);
        double width = first == last ? 0.001 : last - first;
        float[] scaled = frequencies.clone();
        for (int i = 0; i < scaled.length; i++) {
            double ramp = Math.clamp((i - first) / width, 0, 1);
            scaled[i] = (float) (frequencies[i] / factor * ramp + frequencies[i] * (1 - ramp));
        }
        double usual = factor <= 1 ? 1 : 0.1 * Math.log(factor) + 1;
        if (scaling.has("mscale") || scaling.has("mscale_all_dim")) {
            throw config.bad("its rotary scaling has mscale, which none of the known families use");
        }
        return new Rotary(dimension, scaled, (float) number("attention_factor", usual));
    }

    /// Index of the pair that turns so often in the old context.
    private static double place(double turns, int dimension, double base, double old) {
        return dimension * Math.log(old / (turns * 2 * Math.PI)) / (2 * Math.log(base));
    }
}
