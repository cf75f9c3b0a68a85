package calorimeter.report.page;

import java.util.List;

/// The quantities that have a place in the report's figures. Any other [Quantity] is welcome too and is drawn
/// under "Further observables". Thermodynamic means are over rows with at least two visible keys, layers and
/// heads, as the glossary defines them; k_B = 1 and the energy of a key is E = −q·k.
public final class StandardQuantities {

    public static final Quantity TRAIN_ACCURACY = quantity("train_accuracy", "accuracy", "fraction", "training set");
    public static final Quantity TEST_ACCURACY = quantity("test_accuracy", "accuracy", "fraction", "test set");
    public static final Quantity TRAIN_LOSS = quantity("train_loss", "loss", "nat", "training set");
    public static final Quantity TEST_LOSS = quantity("test_loss", "loss", "nat", "test set");

    public static final Quantity SPECIFIC_HEAT = quantity("C", "C", "", "specific heat of attention");
    public static final Quantity LANDSCAPE_VARIANCE = quantity("V", "V", "", "landscape variance");
    public static final Quantity VARIANCE_WITHIN = quantity("V_within", "V", "", "within rows");
    public static final Quantity VARIANCE_BETWEEN = quantity("V_between", "V", "", "between rows");
    public static final Quantity INTERNAL_ENERGY = quantity("U", "U", "", "internal energy");
    public static final Quantity ENTROPY = quantity("S", "S", "nat", "entropy");
    public static final Quantity FREE_ENERGY = quantity("F", "F", "", "free energy");
    public static final Quantity SELECTIVITY =
            quantity("KL", "KL / ln n", "fraction", "selectivity, KL(p‖uniform)/ln n");
    public static final Quantity SUSCEPTIBILITY = quantity("chi", "χ", "", "susceptibility C/(ln n)²");
    public static final Quantity EFFECTIVE_KEYS = quantity("effective_keys", "exp S", "keys", "effective keys");

    public static final Quantity WEIGHT_NORM = quantity("weight_norm", "‖θ‖", "", "weight norm");
    public static final Quantity GRADIENT_NORM = quantity("gradient_norm", "‖∇L‖", "", "gradient norm");
    public static final Quantity UPDATE_NORM = quantity("update_norm", "‖Δθ‖", "", "update norm");
    public static final Quantity HEAD_SIMILARITY = quantity("head_similarity", "s̄", "", "head similarity");
    public static final Quantity ENTROPY_SPREAD = quantity("entropy_spread", "σ_H", "nat", "entropy spread");

    public static final Quantity WORK = quantity("work", "W", "", "cumulative work");
    public static final Quantity HEAT = quantity("heat", "Q", "", "cumulative heat");
    public static final Quantity ENERGY_CHANGE = quantity("energy_change", "ΔU", "", "energy change");
    public static final Quantity CLOSURE_ERROR = quantity("closure_error", "|W + Q − ΔU|", "", "closure error");
    public static final Quantity ENTROPY_PRODUCTION =
            quantity("entropy_production", "Σ", "nat", "cumulative entropy production");
    public static final Quantity FOURIER_CONCENTRATION = quantity(
            "fourier_concentration", "Fourier concentration", "fraction", "share of the five strongest frequencies");

    private StandardQuantities() {}

    public static List<Quantity> all() {
        return List.of(
                TRAIN_ACCURACY,
                TEST_ACCURACY,
                TRAIN_LOSS,
                TEST_LOSS,
                SPECIFIC_HEAT,
                LANDSCAPE_VARIANCE,
                VARIANCE_WITHIN,
                VARIANCE_BETWEEN,
                INTERNAL_ENERGY,
                ENTROPY,
                FREE_ENERGY,
                SELECTIVITY,
                SUSCEPTIBILITY,
                EFFECTIVE_KEYS,
                WEIGHT_NORM,
                GRADIENT_NORM,
                UPDATE_NORM,
                HEAD_SIMILARITY,
                ENTROPY_SPREAD,
                WORK,
                HEAT,
                ENERGY_CHANGE,
                CLOSURE_ERROR,
                ENTROPY_PRODUCTION,
                FOURIER_CONCENTRATION);
    }

    private static Quantity quantity(String key, String symbol, String unit, String description) {
        return new Quantity(key, symbol, unit, description);
    }
}
