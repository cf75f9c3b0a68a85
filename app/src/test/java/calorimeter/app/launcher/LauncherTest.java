// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.launcher.House.Outcome;
import calorimeter.app.launcher.House.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `calorimeter` in a house where Maven and Java are scripts too, so that it is tested alone and in
/// seconds. The pretended programs need a POSIX system.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    /// What a person should read of all that the pretended Java says on standard error.
    private static final String[] NOTICES = {
        "a complaint of the program", "a notice of the JVM: Runtime.exit(130) was called", "a notice of the JVM"
    };

    @TempDir
    private Path temporary;

    private House house;

    @BeforeEach
    void buildHouse() throws IOException {
        house = new House(temporary);
    }

    /// What is advised can be had on the system: Debian 12, for one, has no package of a JDK 25.
    @ParameterizedTest
    @CsvSource({
        "Linux, 0, x86_64, sudo apt install openjdk-25-jdk",
        "Linux, 100, x86_64, /latest/25/ga/linux/x64/jdk/hotspot/normal/eclipse | tar xz -C ~/.jdks",
        "Linux, 127, aarch64, /latest/25/ga/linux/aarch64/jdk/hotspot/normal/eclipse | tar xz -C ~/.jdks",
        "Darwin, 127, arm64, brew install openjdk",
        "MINGW64_NT-10.0, 127, x86_64, winget install EclipseAdoptium.Temurin.25.JDK"
    })
    void withoutAnyJavaItSaysHowToGetOne(String system, int apt, String processor, String advice) throws Exception {
        house.tool("uname", "case $1 in -s) echo " + system + " ;; -m) echo " + processor + " ;; esac");
        house.tool("apt-cache", "[ \"$*\" = 'show openjdk-25-jdk' ] && exit " + apt);
        Outcome outcome = house.run();

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .singleElement()
                .asString()
                .contains("no Java was found; install one: ", advice)
                .endsWith(", or set JAVA_HOME to one");
    }

    /// That is where the advised archive goes.
    @Test
    void aJdkInTheUsersFolderIsFound() throws Exception {
        Path home = house.jdk("user/.jdks/jdk-25.0.1+8", "25.0.1");

        assertThat(house.run().out()).contains("java " + home);
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL, C", "LC_ALL, POSIX", "LANG, C", "LANG, no_SUCH.UTF-8"})
    void withoutALocaleOfUtf8OneIsTaken(String variable, String value) throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");

        assertThat(house.with(variable, value).run().out()).anyMatch(line -> line.matches("locale C\\.(UTF-8|utf8)"));
    }

    @Test
    void aLocaleOfUtf8Stays() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        house.tool("locale", "[ \"$1\" = charmap ] && echo UTF-8 || echo C.UTF-8");

        assertThat(house.run().out()).contains("locale ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nounset",
                "errexit",
                "noglob",
                "noclobber",
                "pipefail",
                "posix",
                "allexport",
                "keyword",
                "errexit:nounset"
            })
    void optionsOfTheCallersShellChangeNothing(String options) throws Exception {
        Path installed = house.jdk("usr/lib/jvm/installed", "25");
        house.with("SHELLOPTS", options).run();

        Outcome outcome = house.run("doctor");
        assertThat(outcome.out()).contains("java " + installed);
        assertThat(outcome.arguments()).endsWith("doctor");
        assertThat(outcome.errWith("a notice of the JVM")).containsExactlyInAnyOrder(NOTICES);
        assertThat(house.builds()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failglob", "nullglob", "nocasematch", "dotglob"})
    void neitherDoItsPatterns(String option) throws Exception {
        Path installed = house.jdk("usr/lib/jvm/installed", "25");

        assertThat(house.with("BASHOPTS", option).run().out()).contains("java " + installed);
    }

    @Test
    void theCommitOfAnotherUsersCloneIsKnown() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        String commit = house.commit();
        house.with("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");

        assertThat(house.run().arguments()).anyMatch(word -> word.startsWith("-Dcalorimeter.commit=" + commit));
    }

    @Test
    void withOldJavasOnlyItNamesThem() throws Exception {
        Path old = house.jdk("old", "17.0.15");
        house.jdk("usr/lib/jvm/older", "1.8.0_402");
        Outcome outcome = house.with("JAVA_HOME", old.toString()).run("doctor");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err())
                .singleElement()
                .asString()
                .startsWith("calorimeter: a JDK 25 or newer is needed, but JAVA_HOME=" + old + " is Java 17, ")
                .contains("usr/lib/jvm/older is Java 8", "install one: ");
        assertThat(house.builds()).isZero();
    }

    @Test
    void javaHomeComesFirst() throws Exception {
        house.jdk("usr/lib/jvm/installed", "26");
        house.withOnPath(house.jdk("onpath", "25.0.1").resolve("bin"));
        Path chosen = house.jdk("chosen", "25-ea");

        assertThat(house.with("JAVA_HOME", chosen.toString()).run().out()).contains("java " + chosen);
    }

    @Test
    void thePathComesBeforeInstallFolders() throws Exception {
        house.jdk("usr/lib/jvm/installed", "26");
        Path onPath = house.jdk("onpath", "25.0.1");
        Path links = Files.createDirectories(temporary.resolve("links"));
        Files.createSymbolicLink(links.resolve("java"), onPath.resolve("bin/java"));

        assertThat(house.withOnPath(links).run().out()).contains("java " + onPath);
    }

    @Test
    void anOldJavaHomeIsPassedOverInSilence() throws Exception {
        Path installed = house.jdk("opt/jdk-25", "25.0.1");
        house.with("JAVA_HOME", house.jdk("old", "21.0.2").toString()).run();

        Outcome outcome = house.run();

        assertThat(outcome.out()).contains("java " + installed);
        assertThat(outcome.errWith("a notice of the JVM")).containsExactlyInAnyOrder(NOTICES);
        assertThat(house.root().resolve("maven-java-home.txt")).hasContent(installed.toString());
    }

    @Test
    void aReleaseFileIsBelievedWithoutStartingJava() throws Exception {
        Path home = house.jdk("usr/lib/jvm/installed", "17");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.3\"\n");

        assertThat(house.run().out()).contains("java " + home);
    }

    @Test
    void aRuntimeWithoutCompilerIsNotEnough() throws Exception {
        Path runtime = house.jdk("usr/lib/jvm/jre", "25.0.1");
        Files.delete(runtime.resolve("bin/javac"));

        assertThat(house.run().err()).singleElement().asString().contains("is Java 25 without a compiler");
    }

    @Test
    void userOptionsAreSplitIntoWordsAndComeLast() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        Outcome outcome = house.with("JAVA_OPTS", " -Xmx2g  -Dpattern=*\t-XX:MaxVectorSize=16 ")
                .run("train", "a b");

        assertThat(outcome.arguments())
                .contains("--add-modules", "-XX:+UseSerialGC", "-XX:+DisplayVMOutputToStderr")
                .containsSubsequence("-Xmx2g", "-Dpattern=*", "-XX:MaxVectorSize=16", "-jar")
                .endsWith("train", "a b");
        int first = outcome.arguments().indexOf("-Xmx2g");
        assertThat(outcome.arguments().subList(first + 3, outcome.arguments().size()))
                .first()
                .isEqualTo("-jar");
    }

    @Test
    void aCollectorOfTheUsersReplacesTheLaunchers() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");

        assertThat(house.with("JAVA_OPTS", "-XX:+UseZGC").run().arguments())
                .contains("-XX:+UseZGC")
                .doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void onlyTheModuleWarningAndTheUnloggedExitAreDropped() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        house.run();

        assertThat(house.run().errWith("a notice of the JVM")).containsExactlyInAnyOrder(NOTICES);
    }

    @Test
    void inputAndExitStatusPassThrough() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");

        assertThat(house.start(house.launcherFile(), "read").outcome("typed\n").out())
                .endsWith("typed");
        assertThat(house.run("fail").status()).isEqualTo(42);
    }

    /// The launcher becomes Java, so every signal that is meant for it reaches the program.
    @Test
    void signalsReachTheProgram() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        Started started = house.start(house.launcherFile(), "wait");
        started.awaitOutput("argument wait");

        started.process().destroy();
        Outcome outcome = started.outcome("");

        assertThat(outcome.out()).contains("pid " + outcome.pid());
        assertThat(outcome.status()).isEqualTo(143);
    }

    @Test
    void worksThroughRelativeSymbolicLinks() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        Path links = Files.createDirectories(temporary.resolve("links"));
        Files.createSymbolicLink(links.resolve("direct"), Path.of("..", "a house", "calorimeter"));
        Path link = Files.createSymbolicLink(links.resolve("calorimeter"), Path.of("direct"));

        assertThat(house.start(link, "doctor").outcome("").arguments()).endsWith("doctor");
    }

    @Test
    void buildsOnceAndAgainWhenASourceIsNewerOrGone() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        Path source = house.root().resolve("app/src/main/Main.java");
        Path folder = source.resolveSibling(".");
        setTime(source, Instant.now().minusSeconds(60));

        assertThat(house.run().err()).anyMatch(line -> line.contains("building once"));
        house.run();
        assertThat(house.builds()).isEqualTo(1);

        setTime(source, Instant.now().plusMillis(1));
        house.run();
        house.run();
        assertThat(house.builds()).isEqualTo(2);

        Files.delete(source);
        setTime(folder, Instant.now().plusMillis(1));
        house.run();
        assertThat(house.builds()).isEqualTo(3);
    }

    /// As after a copy from a machine whose clock is wrong.
    @Test
    void aSourceOfTheFutureIsBuiltOnce() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        Path source = house.root().resolve("app/src/main/Main.java");
        setTime(source, Instant.now().plusSeconds(7200));
        setTime(source.resolveSibling("."), Instant.now().plusSeconds(7200));
        house.run();
        house.run();
        assertThat(house.builds()).isEqualTo(1);

        Files.writeString(source, "changed");
        setTime(source, Instant.now().plusMillis(1));
        house.run();
        house.run();
        assertThat(house.builds()).isEqualTo(2);
    }

    @Test
    void aFailedBuildShowsItsEndAndIsDoneAgain() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        house.create("build-fails");

        Outcome failed = house.run("doctor");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("a semicolon is missing");

        house.delete("build-fails");
        assertThat(house.run("doctor").arguments()).endsWith("doctor");
        assertThat(house.builds()).isEqualTo(2);
    }

    @Test
    void aBuildThatWasKilledIsDoneAgain() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        house.create("build-waits");
        Started started = house.start(house.launcherFile(), "doctor");
        for (int i = 0; i < 600 && !Files.exists(house.root().resolve("build-has-begun")); i++) {
            Thread.sleep(50);
        }
        // With all that it has started, as when a machine is switched off.
        try (Stream<ProcessHandle> descendants = started.process().descendants()) {
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
        started.process().destroyForcibly();
        assertThat(started.outcome("").out()).isEmpty();

        house.delete("build-waits");
        assertThat(house.run("doctor").arguments()).endsWith("doctor");
        assertThat(house.builds()).isEqualTo(2);
    }

    @Test
    void twoFirstStartsBuildOnce() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        house.create("build-is-slow");
        Started first = house.start(house.launcherFile(), "one");
        Started second = house.start(house.launcherFile(), "two");

        assertThat(first.outcome("").arguments()).endsWith("one");
        assertThat(second.outcome("").arguments()).endsWith("two");
        assertThat(house.builds()).isEqualTo(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFirstBuildTellsATerminalWhereItIs() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        house.create("build-is-slow");

        assertThat(house.runOnTerminal("doctor").out())
                .anyMatch(line -> line.contains("4/9: Calorimeter engine 0.2.0-SNAPSHOT (1 files downloaded)"))
                .contains("argument doctor");
    }

    @Test
    void aLogOfTheFirstBuildHasOneLine() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        house.create("build-is-slow");

        assertThat(house.run().errWith("a notice of the JVM"))
                .hasSize(NOTICES.length + 1)
                .anyMatch(line -> line.contains("building once"));
    }

    /// The zip has the launcher beside `calorimeter.jar`, whose manifest knows the commit.
    @Test
    void inAReleaseNothingIsBuilt() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        house.commit();
        house.create("calorimeter.jar");
        house.delete("mvnw");
        house.delete("pom.xml");
        Outcome outcome = house.run("doctor");

        assertThat(jar(outcome)).isEqualTo(house.root().resolve("calorimeter.jar"));
        assertThat(outcome.arguments()).endsWith("doctor").noneMatch(word -> word.contains("calorimeter.commit"));
        assertThat(house.root().resolve("app/target")).doesNotExist();
    }

    /// Whoever stays on one machine downloads nothing of Spark.
    @Test
    void sparkIsFetchedWhenItIsFirstAskedFor() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        assertThat(house.run("sweep").arguments()).noneMatch(word -> word.contains("spark"));
        assertThat(house.root().resolve("spark-builds.txt")).doesNotExist();

        Outcome first = house.run("sweep", "--spark", "local[2]");
        Outcome second = house.run("doctor", "--cluster=local[2]");

        assertThat(first.err()).anyMatch(line -> line.contains("downloading Apache Spark 4.2.0 (125 MB)"));
        String classPath = first.arguments().get(first.arguments().indexOf("-cp") + 1);
        assertThat(classPath).contains("/calorimeter-spark.jar:").endsWith("/spark-4.2.0/jars/*");
        assertThat(second.arguments()).contains(classPath);
        assertThat(house.builds()).isEqualTo(2);
        assertThat(house.root().resolve("app/target/launcher/spark-4.2.0/jars/spark.jar"))
                .exists();
    }

    @Test
    void aSparkOfTheUsersIsTakenIfItIsTheRightOne() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        Path home = temporary.resolve("spark");
        Path spark = Files.createDirectories(home.resolve("jars"));
        house.with("SPARK_HOME", home.toString());
        Files.writeString(spark.resolve("spark-core_2.13-3.5.1.jar"), "");
        Outcome wrong = house.run("sweep", "--spark", "local");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err())
                .singleElement()
                .asString()
                .contains("has jars/spark-core_2.13-3.5.1.jar, but Spark 4.2.0");

        Files.move(spark.resolve("spark-core_2.13-3.5.1.jar"), spark.resolve("spark-core_2.13-4.2.0.jar"));
        Outcome right = house.run("sweep", "--spark", "local");

        assertThat(right.arguments()).anyMatch(word -> word.endsWith(":" + spark + "/*"));
        assertThat(right.err()).noneMatch(line -> line.contains("downloading"));
        assertThat(house.root().resolve("app/target/launcher/spark-4.2.0")).doesNotExist();
    }

    /// A long run may be reading the jars of an older build.
    @Test
    void aNewBuildLeavesTheJarsOfTheOldOneAlone() throws Exception {
        house.jdk("usr/lib/jvm/installed", "25");
        Path first = jar(house.run());

        setTime(house.root().resolve("pom.xml"), Instant.now().plusMillis(1));
        Path second = jar(house.run());

        assertThat(second).isNotEqualTo(first).exists();
        assertThat(first).exists();
    }

    private static Path jar(Outcome outcome) {
        return Path.of(outcome.arguments().get(outcome.arguments().indexOf("-jar") + 1));
    }

    private static void setTime(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
