// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import jdk.incubator.vector.Vector;
import org.junit.jupiter.api.Test;

/// In a compilation that has grown large HotSpot inlines the methods of the Vector API, but no longer ours; a vector
/// that crosses such a call becomes an object, for every few elements of a loop. Whether it comes to that depends on
/// what was compiled before, so that no measurement shows it reliably.
class VectorMethodsTest {

    /// These two end a reduction: once a call, not once a turn of its loop.
    private static final String[] ENDS_OF_REDUCTIONS = {"stripes", "tree"};

    @Test
    void noLoopOverElementsPassesAVectorToAMethod() {
        Stream<Method> methods = Stream.of(
                        VectorKernel.class, VectorTiles.class, VectorFunctions.class, VectorReductions.class)
                .flatMap(kernel -> Arrays.stream(kernel.getDeclaredMethods()));
        assertThat(methods.filter(VectorMethodsTest::passesVectors).map(Method::getName))
                .containsExactlyInAnyOrder(ENDS_OF_REDUCTIONS);
    }

    private static boolean passesVectors(Method method) {
        return Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes()))
                .anyMatch(Vector.class::isAssignableFrom);
    }
}
