package calorimeter.lab.claim;

/// What a claim says one will see. Open: a reproduction may bring its own.
public interface Prediction {

    /// The prediction and the rule that judges it, with every threshold; part of a claim's identity.
    String text();

    /// What the evidence says by that rule, before the number of claims judged together is taken into account.
    Assessment assess(Evidence evidence);
}
