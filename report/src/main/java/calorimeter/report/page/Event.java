package calorimeter.report.page;

import java.util.OptionalLong;

/// Something that happens once in a run, when an observable reaches a threshold for good; or did not happen,
/// and why.
///
/// @param name what happened, one of the two constants or any other word
/// @param observable what is compared with the threshold, for example "test accuracy"
/// @param threshold the value that it must reach
/// @param step the first step at which it holds, empty if it never did
/// @param reason why there is no step; empty when there is one
/// @param brief the same in a word or two, for tables of many runs
public record Event(String name, String observable, double threshold, OptionalLong step, String reason, String brief) {

    public static final String MEMORISATION = "memorisation";
    public static final String GENERALISATION = "generalisation";

    public Event {
        if (name.isBlank() || observable.isBlank()) {
            throw new IllegalArgumentException("event '" + name + "' of '" + observable + "' lacks a name");
        }
        if (step.isPresent() != reason.isBlank()) {
            throw new IllegalArgumentException(
                    "event '" + name + "' must have either a step or a reason why there is none");
        }
        if (step.isPresent() && step.getAsLong() < 0) {
            throw new IllegalArgumentException(
                    "step of event '" + name + "' is " + step.getAsLong() + " but must be ≥ 0");
        }
    }

    public static Event at(String name, String observable, double threshold, long step) {
        return new Event(name, observable, threshold, OptionalLong.of(step), "", "");
    }

    public static Event absent(String name, String observable, double threshold, String reason) {
        return absent(name, observable, threshold, reason, "did not occur");
    }

    public static Event absent(String name, String observable, double threshold, String reason, String brief) {
        return new Event(name, observable, threshold, OptionalLong.empty(), reason, brief);
    }

    String condition() {
        return observable + " ≥ " + Text.shortest(threshold);
    }
}
