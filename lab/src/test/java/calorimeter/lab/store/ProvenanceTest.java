// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

    @Test
    void itIsReadBackAsItWasWritten() {
        Provenance here = Provenance.ofThisProcess("0.1.0", null, "scalar", 3);
        assertThat(Provenance.fromJson(here.toJson())).isEqualTo(here);
        assertThat(Provenance.fromJson(Samples.PROVENANCE.toJson())).isEqualTo(Samples.PROVENANCE);
        assertThat(here.jvm()).contains(System.getProperty("java.vm.version"));
        assertThat(here.operatingSystem()).contains(System.getProperty("os.arch"));
        assertThat(here.processor()).isNotBlank();
        assertThat(here.threads()).isEqualTo(3);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> Provenance.fromJson("{\"programVersion\":\"1\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no text 'jvm'");
        assertThatThrownBy(() -> Provenance.ofThisProcess("0.1.0", null, "scalar", 0))
                .hasMessageContaining("threads is 0");
    }

    @Test
    void theProcessorIsReadFromTheKernelsList() {
        assertThat(Processor.ofCpuInfo(List.of("processor\t: 0", "model\t\t: 106", "model name\t: Fast CPU: 3 GHz")))
                .contains("Fast CPU: 3 GHz");
        assertThat(Processor.ofCpuInfo(List.of("CPU implementer\t: 0x41", "CPU part\t: 0xd40")))
                .contains("Arm implementer 0x41 part 0xd40");
        assertThat(Processor.ofCpuInfo(List.of("nothing"))).isEmpty();
    }
}
