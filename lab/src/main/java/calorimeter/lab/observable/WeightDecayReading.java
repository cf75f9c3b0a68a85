package calorimeter.lab.observable;

/// What a weight-decay controller does at one moment.
///
/// @param next λ of the next update
/// @param mean λ averaged over all updates so far, NaN before the first: the constant weight decay to compare with
/// @param signal what the controller goes by, NaN before it knows
public record WeightDecayReading(double next, double mean, double signal) {}
