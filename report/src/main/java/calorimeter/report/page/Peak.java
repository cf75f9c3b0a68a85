package calorimeter.report.page;

import calorimeter.statistics.peaks.Place;
import org.jspecify.annotations.Nullable;

/// A peak of an observable against step, as a detector reported it: where, how high, and how far it stands out.
///
/// @param step the logged step nearest to it
/// @param place where a fit puts it; null if only the logged step is known
/// @param height of the fit, or at the step
public record Peak(long step, @Nullable Place place, double height, double prominence) {

    public Peak {
        if (step < 0) {
            throw new IllegalArgumentException("step of a peak is " + step + " but must be ≥ 0");
        }
    }

    /// Of which only the logged step is known.
    public Peak(long step, double height, double prominence) {
        this(step, null, height, prominence);
    }

    /// Where it is, as HTML and as text: the fitted place with its error, or the logged step.
    String where() {
        return place == null ? Text.step(step) : Text.grouped(place.text());
    }
}
