// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of a model's parameters: every tensor in canonical order, row-major without padding, as
/// little-endian float32. Two runs with equal digests have equal bits.
public final class ParameterDigest {

    private ParameterDigest() {}

    public static String sha256(ParameterLayout layout, float[] parameters) {
        MessageDigest digest = newDigest();
        for (Tensor tensor : layout.tensors()) {
            float[] values = layout.extract(tensor, parameters);
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
