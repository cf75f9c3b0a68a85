package calorimeter.papers.campaign;

import calorimeter.lab.text.NearestNames;
import java.util.List;

/// The reproductions by name.
public final class Reproductions {

    public static final List<String> NAMES = List.of("kim2026", "pandey2026", "verma2026", "bi2026");

    private Reproductions() {}

    /// @throws IllegalArgumentException when there is none of that name
    public static Reproduction find(String name, Size size) {
        return switch (name) {
            case "kim2026" -> new KimReproduction(size);
            case "pandey2026" -> new PandeyReproduction(size);
            case "verma2026" -> new VermaReproduction(size);
            case "bi2026" -> new BiReproduction(size);
            default ->
                throw new IllegalArgumentException("there is no reproduction '" + name + "'"
                        + (NearestNames.to(name, NAMES).isEmpty()
                                ? "; there are " + String.join(", ", NAMES)
                                : NearestNames.suggestion(name, NAMES)));
        };
    }
}
