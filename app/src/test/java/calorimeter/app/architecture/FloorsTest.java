// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// The floors of the house, over the class files of all modules. Which module and which package imports which is drawn
/// in docs/architecture.md, and this test reads it there. An import that is not drawn fails, and so does an edge that
/// is drawn and not used; of modules only the next floors are drawn, and what stands below those may be imported too.
class FloorsTest {

    private static final String ROOT = "calorimeter.";

    private static final Path DOCUMENT = Path.of("..", "docs", "architecture.md");

    /// An edge of the diagram of modules: `app --> papers`.
    private static final Pattern EDGE = Pattern.compile("^ *([a-z]+) --> ([a-z]+)$", Pattern.MULTILINE);

    /// A row of the tables of packages: name, what it holds, imports.
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9.]+)` \\|[^|]*\\|([^|]*)\\|$", Pattern.MULTILINE);

    private static final Pattern CODE = Pattern.compile("`([a-z0-9.]+)`");

    private static final Set<String> SCIENCE = Set.of("physics", "statistics", "engine");
    private static final List<String> OUTSIDE_WORLD =
            List.of("java.io.", "java.nio.file.", "java.nio.channels.", "java.net.", "java.sql.", "javax.sql.");

    /// Who of the science may read files: image data sets are too large to be written down in code, and lie in folders;
    /// sequences of a user's own lie in a file.
    private static final Set<String> FILES = Set.of(
            "calorimeter.engine.data.image.",
            "calorimeter.engine.data.npz.",
            "calorimeter.engine.data.sequence.",
            "calorimeter.engine.home.");

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
    void modulesImportWhatTheDiagramDraws() throws IOException {
        SortedMap<String, SortedSet<String>> drawn = new TreeMap<>();
        EDGE.matcher(Files.readString(DOCUMENT))
                .results()
                .forEach(edge -> drawn.computeIfAbsent(edge.group(1), from -> new TreeSet<>())
                        .add(edge.group(2)));

        SortedMap<String, SortedSet<String>> real = edges(FloorsTest::moduleOf);
        real.forEach((from, imports) ->
                assertThat(imports).as("imports of " + from).allMatch(to -> reaches(from, to, drawn, new TreeSet<>())));
        drawn.forEach((from, imports) ->
                assertThat(real.get(from)).as("drawn and not used").containsAll(imports));
    }

    /// The row that a package should have is what the failure shows.
    @Test
    void packagesImportWhatTheTablesSay() throws IOException {
        SortedMap<String, SortedSet<String>> drawn = new TreeMap<>();
        ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .forEach(row -> drawn.put(
                        row.group(1),
                        CODE.matcher(row.group(2))
                                .results()
                                .map(name -> name.group(1))
                                .collect(Collectors.toCollection(TreeSet::new))));
        SortedMap<String, SortedSet<String>> real = edges(name -> name);
        classes.forEach(type -> real.computeIfAbsent(packageOf(type), name -> new TreeSet<>()));

        assertThat(real.keySet()).isEqualTo(drawn.keySet());
        SoftAssertions.assertSoftly(all -> real.forEach((from, imports) -> all.assertThat(shortened(from, imports))
                .as("imports of " + from)
                .isEqualTo(drawn.get(from))));
    }

    /// Modules below are named as a whole: of one's own module each package counts.
    private static SortedSet<String> shortened(String from, Set<String> imports) {
        return imports.stream()
                .map(to -> moduleOf(to).equals(moduleOf(from)) ? to : moduleOf(to))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void packagesOfAModuleHaveNoCycle() {
        SortedMap<String, SortedSet<String>> edges = edges(name -> name);
        assertThat(edges.keySet()).noneMatch(name -> reaches(name, name, edges, new TreeSet<>()));
    }

    private static boolean reaches(
            String from, String target, Map<String, SortedSet<String>> edges, Set<String> visited) {
        return edges.getOrDefault(from, new TreeSet<>()).stream()
                .anyMatch(next -> next.equals(target) || (visited.add(next) && reaches(next, target, edges, visited)));
    }

    @Test
    void scienceTouchesNoFilesNetworksOrDatabases() {
        List<Dependency> outside = dependencies()
                .filter(edge -> SCIENCE.contains(moduleOf(packageOf(edge.getOriginClass()))))
                .filter(edge -> isOutsideWorld(
                        edge.getTargetClass().getBaseComponentType().getName()))
                .toList();

        assertThat(outside)
                .filteredOn(edge -> FILES.stream()
                        .noneMatch(place -> edge.getOriginClass().getName().startsWith(place)))
                .extracting(Dependency::getDescription)
                .isEmpty();
        assertThat(FILES)
                .allMatch(place -> outside.stream()
                        .anyMatch(edge -> edge.getOriginClass().getName().startsWith(place)));
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

    /// And the child process that runs ONNX files, which speaks to its parent.
    @Test
    void onlyTheApplicationPrints() {
        List<String> violations = classes.stream()
                .filter(type -> !moduleOf(packageOf(type)).equals("app"))
                .filter(type -> !type.getName().endsWith(".scan.onnx.OnnxWorker"))
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

    /// Who imports whom among ours, by the name that `node` gives a package.
    private SortedMap<String, SortedSet<String>> edges(UnaryOperator<String> node) {
        SortedMap<String, SortedSet<String>> edges = new TreeMap<>();
        dependencies()
                .filter(edge ->
                        edge.getTargetClass().getBaseComponentType().getName().startsWith(ROOT))
                .forEach(edge -> {
                    String from = node.apply(packageOf(edge.getOriginClass()));
                    String to = node.apply(packageOf(edge.getTargetClass()));
                    if (!from.equals(to)) {
                        edges.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
                    }
                });
        return edges;
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
