package calorimeter.lab.run;

import calorimeter.engine.model.TransformerSettings;

/// Raised whenever the same parameters and seed may give other bits. What makes part of a run's identity is the
/// version in which runs of its kind last changed, so that a change to some models leaves the runs of the
/// others what they are. The CHANGELOG says what changed.
public final class NumericVersion {

    /// The last version that changed runs of models that share prefixes.
    private static final int OF_SHARED_PREFIXES = 4;

    /// The latest of all.
    public static final int CURRENT = OF_SHARED_PREFIXES;

    /// The last version that changed all runs.
    private static final int OF_ALL = 2;

    private NumericVersion() {}

    /// In which version the bits of runs of such a model became what they are: since version 3 rows that share
    /// a prefix are computed once, which adds gradients in another order; version 4 has larger blocks of them.
    public static int of(TransformerSettings model) {
        return model.sharesPrefixes() ? OF_SHARED_PREFIXES : OF_ALL;
    }
}
