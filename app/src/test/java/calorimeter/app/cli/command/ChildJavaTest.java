// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJavaTest {

    /// A heap option of the user's that the JVM corrects, and a log that the user asks for.
    @Test
    void whatTheJvmSaysIsNoPartOfTheAnswer() throws Exception {
        List<String> command = ChildJava.command(Answer.class, "42");
        command.addAll(1, List.of("-Xlog:gc", "-Xms64m", "-Xmn400m"));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        assertThat(answer).isEqualTo("42");
    }

    static final class Answer {

        private Answer() {}

        public static void main(String[] arguments) {
            System.gc();
            System.out.print(arguments[0]);
        }
    }
}
