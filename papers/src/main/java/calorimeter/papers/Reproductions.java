// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers;

import calorimeter.lab.text.NearestNames;
import calorimeter.papers.bi2026.BiReproduction;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.kim2026.KimReproduction;
import calorimeter.papers.kim2026keys.KeysReproduction;
import calorimeter.papers.pandey2026.PandeyReproduction;
import calorimeter.papers.tanaka2021.TanakaReproduction;
import calorimeter.papers.truong2026.TruongReproduction;
import calorimeter.papers.verma2026.VermaReproduction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The reproductions by name. A new one is a package of its own and a line here.
public final class Reproductions {

    private static final Map<String, Function<Size, Reproduction>> ALL = all();

    public static final List<String> NAMES = List.copyOf(ALL.keySet());

    private Reproductions() {}

    /// By name, so that one which looks for its data does so only when it is asked for.
    private static Map<String, Function<Size, Reproduction>> all() {
        Map<String, Function<Size, Reproduction>> all = new LinkedHashMap<>();
        all.put("kim2026", KimReproduction::new);
        all.put("kim2026-keys", KeysReproduction::new);
        all.put("pandey2026", PandeyReproduction::new);
        all.put("verma2026", VermaReproduction::new);
        all.put("bi2026", BiReproduction::new);
        all.put("tanaka2021", TanakaReproduction::new);
        all.put("truong2026", TruongReproduction::new);
        return all;
    }

    /// @throws IllegalArgumentException when there is none of that name
    /// @throws calorimeter.engine.data.image.DataException when the folder of its data is none
    public static Reproduction find(String name, Size size) {
        Function<Size, Reproduction> found = ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no reproduction '" + name + "'"
                    + (NearestNames.to(name, NAMES).isEmpty()
                            ? "; there are " + String.join(", ", NAMES)
                            : NearestNames.suggestion(name, NAMES)));
        }
        return found.apply(size);
    }
}
