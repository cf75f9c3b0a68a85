// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.range.OutOfRangeException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalorimeterHomeTest {

    private static final Path USER = Path.of("").toAbsolutePath().resolve("user");

    private static Path home(String system, Map<String, String> environment) {
        return CalorimeterHome.resolve(environment::get, system, USER);
    }

    @Test
    void theVariableComesFirst() {
        Path chosen = USER.resolve("runs");
        for (String system : new String[] {"Linux", "Mac OS X", "Windows 11"}) {
            assertThat(home(system, Map.of("CALORIMETER_HOME", chosen.toString(), "XDG_DATA_HOME", "/x")))
                    .isEqualTo(chosen);
        }
        assertThat(home("Linux", Map.of("CALORIMETER_HOME", "../here")))
                .isAbsolute()
                .isEqualTo(Path.of("../here").toAbsolutePath().normalize());
        assertThat(home("Linux", Map.of("CALORIMETER_HOME", " "))).isEqualTo(USER.resolve(".local/share/calorimeter"));
    }

    @Test
    void linuxFollowsTheXdgSpecification() {
        assertThat(home("Linux", Map.of())).isEqualTo(USER.resolve(".local/share/calorimeter"));
        assertThat(home("Linux", Map.of("XDG_DATA_HOME", USER.resolve("data").toString())))
                .isEqualTo(USER.resolve("data/calorimeter"));
        assertThat(home("Linux", Map.of("XDG_DATA_HOME", "relative")))
                .as("a relative path is to be ignored")
                .isEqualTo(USER.resolve(".local/share/calorimeter"));
    }

    @Test
    void macKeepsApplicationSupport() {
        assertThat(home("Mac OS X", Map.of("XDG_DATA_HOME", "/x")))
                .isEqualTo(USER.resolve("Library/Application Support/Calorimeter"));
    }

    @Test
    void windowsKeepsLocalApplicationData() {
        assertThat(home(
                        "Windows 11",
                        Map.of("LOCALAPPDATA", USER.resolve("local").toString())))
                .isEqualTo(USER.resolve("local/Calorimeter"));
        assertThat(home("Windows 11", Map.of())).isEqualTo(USER.resolve("AppData/Local/Calorimeter"));
    }

    @Test
    void aVariableThatIsNoPathIsNamed() {
        assertThatThrownBy(() -> home("Linux", Map.of("CALORIMETER_HOME", "a\0b")))
                .isInstanceOf(OutOfRangeException.class)
                .hasMessageContaining("the environment variable CALORIMETER_HOME is 'a\0b' but must be a path");
    }
}
