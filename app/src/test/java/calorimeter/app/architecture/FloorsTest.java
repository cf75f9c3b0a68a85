package calorimeter.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The floors of the house, over the class files of all modules: who may import whom, who may touch the world
/// outside. Maven keeps the modules apart; this test also keeps the packages inside them apart.
class FloorsTest {

    private static final String ROOT = "calorimeter.";

    /// What either way of computing a transformer may import.
    private static final Set<String> COMPUTED = Set.of(
            "engine.kernel",
            "engine.data",
            "engine.model",
            "engine.computation",
            "engine.transformer.settings",
            "engine.transformer.input");

    /// What a package may import of ours, besides itself. A name without a dot is a whole module.
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("physics.numeric", Set.of()),
            Map.entry("physics.ensemble", Set.of("physics.numeric")),
            Map.entry("physics.attention", Set.of("physics.numeric", "physics.ensemble")),
            Map.entry("physics.information", Set.of("physics.numeric", "physics.ensemble")),
            Map.entry("physics.entropy", Set.of("physics.numeric", "physics.ensemble")),
            Map.entry("physics.action", Set.of("physics.numeric", "physics.ensemble", "physics.information")),
            Map.entry("physics.positions", Set.of("physics.numeric", "physics.ensemble", "physics.information")),
            Map.entry("physics.exact", Set.of("physics.ensemble")),
            Map.entry("statistics.series", Set.of()),
            Map.entry("statistics.peaks", Set.of("statistics.series")),
            Map.entry("engine.kernel", Set.of()),
            Map.entry("engine.random", Set.of()),
            Map.entry("engine.data", Set.of("engine.random")),
            Map.entry("engine.model", Set.of("engine.kernel", "engine.random", "engine.data")),
            Map.entry("engine.computation", Set.of("engine.kernel", "engine.model")),
            Map.entry("engine.transformer.settings", Set.of("engine.model", "engine.data")),
            Map.entry(
                    "engine.transformer.input",
                    Set.of(
                            "engine.kernel",
                            "engine.data",
                            "engine.model",
                            "engine.computation",
                            "engine.transformer.settings")),
            Map.entry("engine.transformer.layered", COMPUTED),
            Map.entry("engine.transformer.folded", COMPUTED),
            Map.entry(
                    "engine.transformer",
                    Set.of(
                            "engine.kernel",
                            "engine.data",
                            "engine.model",
                            "engine.computation",
                            "engine.transformer.settings",
                            "engine.transformer.input",
                            "engine.transformer.layered",
                            "engine.transformer.folded")),
            Map.entry("engine.optimizer", Set.of("engine.kernel")),
            Map.entry(
                    "engine.training",
                    Set.of(
                            "engine.kernel",
                            "engine.random",
                            "engine.data",
                            "engine.model",
                            "engine.optimizer",
                            "engine.transformer",
                            "engine.transformer.settings")),
            Map.entry("lab.text", Set.of()),
            Map.entry("lab.store", Set.of("lab.text")),
            Map.entry("lab.control", Set.of()),
            Map.entry("lab.observable", Set.of("physics", "engine")),
            Map.entry(
                    "lab.run",
                    Set.of(
                            "physics",
                            "statistics",
                            "engine",
                            "lab.text",
                            "lab.store",
                            "lab.control",
                            "lab.observable")),
            Map.entry("lab.sweep", Set.of("engine", "lab.run", "lab.store", "lab.text")),
            Map.entry("report.page", Set.of("statistics", "engine", "lab.run", "lab.store")),
            Map.entry("papers.claim", Set.of("statistics")),
            Map.entry("bench", Set.of("engine", "lab.run", "lab.store")),
            Map.entry("app.cli.command", Set.of("lab.store", "lab.text")),
            Map.entry("app.cli.text", Set.of("app.cli.command")),
            Map.entry(
                    "app.cli.view", Set.of("engine", "statistics", "lab", "report", "app.cli.command", "app.cli.text")),
            Map.entry("app.cli.settings", Set.of("lab", "engine", "app.cli.command")),
            Map.entry(
                    "app.cli.train",
                    Set.of(
                            "statistics",
                            "engine",
                            "lab",
                            "app.cli.command",
                            "app.cli.text",
                            "app.cli.view",
                            "app.cli.settings")),
            Map.entry(
                    "app.cli.sweep",
                    Set.of(
                            "statistics",
                            "engine",
                            "lab",
                            "app.cli.command",
                            "app.cli.text",
                            "app.cli.view",
                            "app.cli.settings")),
            Map.entry("app.cli.runs", Set.of("lab", "app.cli.command", "app.cli.text", "app.cli.view")),
            Map.entry("app.cli.report", Set.of("lab", "app.cli.command", "app.cli.text", "app.cli.view")),
            Map.entry(
                    "app.cli.reproduce",
                    Set.of("statistics", "engine", "lab", "papers", "app.cli.command", "app.cli.text", "app.cli.view")),
            Map.entry("app.cli.theory", Set.of("physics", "lab", "report", "app.cli.command", "app.cli.text")),
            Map.entry("app.cli.doctor", Set.of("engine", "lab", "app.cli.command", "app.cli.text")),
            Map.entry("app.cli.bench", Set.of("engine", "lab", "bench", "app.cli.command", "app.cli.text")));

    /// What a package may import that has no entry of its own: all of its module and of the modules below.
    private static final Map<String, Set<String>> ALLOWED_IN_MODULE = Map.of(
            "physics", Set.of("physics"),
            "statistics", Set.of("statistics"),
            "engine", Set.of("engine"),
            "lab", Set.of("physics", "statistics", "engine", "lab"),
            "report", Set.of("physics", "statistics", "engine", "lab", "report"),
            "papers", Set.of("physics", "statistics", "engine", "lab", "report", "papers"),
            "bench", Set.of("engine", "lab"),
            "app", Set.of("physics", "statistics", "engine", "lab", "report", "papers", "bench", "app"));

    private static final Set<String> SCIENCE = Set.of("physics", "statistics", "engine");
    private static final List<String> OUTSIDE_WORLD =
            List.of("java.io.", "java.nio.file.", "java.nio.channels.", "java.net.", "java.sql.", "javax.sql.");

    /// Who may use vector instructions by themselves: the kernels, and what measures the processor's peak
    /// without them.
    private static final Set<String> VECTORS =
            Set.of("calorimeter.engine.kernel.", "calorimeter.bench.FusedMultiplyAddPeak");

    private static final String INCUBATOR = "jdk.incubator.";

    /// A marker, not input or output.
    private static final String SERIALIZABLE = "java.io.Serializable";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("calorimeter");

    @Test
    void allModulesAndAllPackagesWithRulesAreSeen() {
        Set<String> packages = new TreeSet<>();
        classes.forEach(type -> packages.add(packageOf(type)));

        assertThat(packages.stream().map(FloorsTest::moduleOf)).containsAll(ALLOWED_IN_MODULE.keySet());
        assertThat(packages).containsAll(ALLOWED.keySet());
    }

    @Test
    void packagesImportOnlyWhatStandsBelow() {
        List<String> violations = dependencies()
                .filter(edge -> edge.getTargetClass().getName().startsWith(ROOT))
                .filter(edge -> !isAllowed(packageOf(edge.getOriginClass()), packageOf(edge.getTargetClass())))
                .map(Dependency::getDescription)
                .toList();

        assertThat(violations).isEmpty();
    }

    @Test
    void scienceTouchesNoFilesNetworksOrDatabases() {
        List<String> violations = dependencies()
                .filter(edge -> SCIENCE.contains(moduleOf(packageOf(edge.getOriginClass()))))
                .filter(edge -> isOutsideWorld(
                        edge.getTargetClass().getBaseComponentType().getName()))
                .map(Dependency::getDescription)
                .toList();

        assertThat(violations).isEmpty();
    }

    @Test
    void onlyKernelsAndTheMeasurementOfThePeakUseVectors() {
        Set<String> users = new TreeSet<>();
        dependencies()
                .filter(edge ->
                        edge.getTargetClass().getBaseComponentType().getName().startsWith(INCUBATOR))
                .forEach(edge -> users.add(edge.getOriginClass().getName()));

        assertThat(users).allMatch(user -> VECTORS.stream().anyMatch(user::startsWith));
        assertThat(VECTORS).allMatch(place -> users.stream().anyMatch(user -> user.startsWith(place)));
    }

    @Test
    void onlyTheApplicationPrints() {
        List<String> violations = classes.stream()
                .filter(type -> !moduleOf(packageOf(type)).equals("app"))
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                .map(JavaFieldAccess::getDescription)
                .toList();

        assertThat(violations).isEmpty();
    }

    @Test
    void everyPackageHasItsMap() {
        List<String> without = classes.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(held -> held.tryGetPackageInfo().isEmpty())
                .map(JavaPackage::getName)
                .toList();

        assertThat(without).isEmpty();
    }

    private Stream<Dependency> dependencies() {
        return classes.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static boolean isAllowed(String from, String to) {
        Set<String> allowed = ALLOWED.getOrDefault(from, ALLOWED_IN_MODULE.getOrDefault(moduleOf(from), Set.of()));
        return from.equals(to) || allowed.contains(to) || allowed.contains(moduleOf(to));
    }

    private static boolean isOutsideWorld(String type) {
        return !type.equals(SERIALIZABLE) && OUTSIDE_WORLD.stream().anyMatch(type::startsWith);
    }

    /// `engine.kernel` of `calorimeter.engine.kernel.Kernel`.
    private static String packageOf(JavaClass type) {
        return type.getBaseComponentType().getPackageName().substring(ROOT.length());
    }

    private static String moduleOf(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
