package calorimeter.papers;

import calorimeter.lab.text.NearestNames;
import calorimeter.papers.bi2026.BiReproduction;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.kim2026.KimReproduction;
import calorimeter.papers.pandey2026.PandeyReproduction;
import calorimeter.papers.tanaka2021.TanakaReproduction;
import calorimeter.papers.verma2026.VermaReproduction;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The reproductions by name. A new one is a package of its own and a line here.
public final class Reproductions {

    private static final List<Function<Size, Reproduction>> ALL = List.of(
            KimReproduction::new,
            PandeyReproduction::new,
            VermaReproduction::new,
            BiReproduction::new,
            TanakaReproduction::new);

    public static final List<String> NAMES =
            at(Size.STANDARD).map(Reproduction::name).toList();

    private Reproductions() {}

    private static Stream<Reproduction> at(Size size) {
        return ALL.stream().map(of -> of.apply(size));
    }

    /// @throws IllegalArgumentException when there is none of that name
    public static Reproduction find(String name, Size size) {
        return at(size).filter(reproduction -> reproduction.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no reproduction '" + name + "'"
                        + (NearestNames.to(name, NAMES).isEmpty()
                                ? "; there are " + String.join(", ", NAMES)
                                : NearestNames.suggestion(name, NAMES))));
    }
}
