package calorimeter.lab.experiment;

/// Raised whenever the same parameters and seed may give other bits; part of every run's identity. The
/// CHANGELOG says what changed.
public final class NumericVersion {

    public static final int CURRENT = 2;

    private NumericVersion() {}
}
