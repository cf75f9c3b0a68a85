// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.estimate;

import java.util.NoSuchElementException;
import java.util.function.Function;

/// The answer of an estimator to data: given, or declined with the reason.
///
/// Declining is an expected outcome, so it is a value: data too few, without variation, or not determining the
/// quantity. Arguments that are wrong whatever the data (lengths that differ, NaN, a confidence of 2) throw
/// [IllegalArgumentException] instead.
///
/// ```java
/// switch (KaplanMeier.of(lifetimes, 0.95).median()) {
///     case Answer.Given<Estimate>(Estimate median) -> show(median);
///     case Answer.Declined<Estimate>(Reason reason, int n, String advice) -> say(advice);
/// }
/// ```
public sealed interface Answer<T> {

    record Given<T>(T value) implements Answer<T> {}

    /// Refused.
    ///
    /// @param n how many data there were
    /// @param advice one line: what is missing and what would help
    record Declined<T>(Reason reason, int n, String advice) implements Answer<T> {}

    enum Reason {
        /// fewer data than the method needs to mean what it says
        TOO_FEW,
        /// the data are constant where the method needs them to vary
        NO_VARIATION,
        /// the data leave the quantity undetermined: outcomes separated, covariates collinear, a median not
        /// reached
        NOT_IDENTIFIED
    }

    static <T> Answer<T> given(T value) {
        return new Given<>(value);
    }

    static <T> Answer<T> tooFew(String what, int n, int needed) {
        return new Declined<>(Reason.TOO_FEW, n, what + " needs at least " + needed + ", not " + n);
    }

    static <T> Answer<T> noVariation(int n, String advice) {
        return new Declined<>(Reason.NO_VARIATION, n, advice);
    }

    static <T> Answer<T> notIdentified(int n, String advice) {
        return new Declined<>(Reason.NOT_IDENTIFIED, n, advice);
    }

    default <U> Answer<U> map(Function<? super T, ? extends U> change) {
        return switch (this) {
            case Given<T>(T value) -> new Given<>(change.apply(value));
            case Declined<T>(Reason reason, int n, String advice) -> new Declined<>(reason, n, advice);
        };
    }

    /// The value.
    ///
    /// @throws NoSuchElementException with the advice when the estimator declined
    default T orElseThrow() {
        return switch (this) {
            case Given<T>(T value) -> value;
            case Declined<T> declined -> throw new NoSuchElementException(declined.advice());
        };
    }
}
