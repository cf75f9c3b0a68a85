// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.lab.observable.Quantity;
import java.util.List;

/// What theory says of the charges of one group: the exact law, and continuous predictions. Both begin at step 0 and
/// are never set right.
sealed interface Laws permits QuadraticLaws, TranslationLaws {

    /// One number for a group: the mean of quadratic charges, of matrices of the diagonal entries; the root mean
    /// square of translations.
    double aggregate(double[] charges);

    /// Columns of the predictions of the aggregate: the exact one first.
    List<Quantity> quantities(String prefix);

    /// In the order of [#quantities].
    double[] predictions();

    /// Takes the charges of step 0.
    void begin(Sums start);

    /// Follows an update.
    ///
    /// @param before sums before the update
    /// @param after  sums after it
    void step(Update update, Sums before, Sums after);

    /// The charge after an update by the exact law, from what was measured before it.
    double next(int law, Update update, Sums before, Sums after);

    /// The size of what an update adds up in a charge, whose 2⁻²⁴th part is one rounding error: |q|² + η²|v′|² of a
    /// quadratic charge, Σ|q| + ηΣ(|v| + |g| + k|q|) of a translation.
    double size(int law, Update update, Sums sizesBefore, Sums sizesAfter);
}
