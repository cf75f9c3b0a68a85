// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.npz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// An `.npz` file: a zip of `.npy` files, one for each array, as `numpy.savez` and `numpy.savez_compressed` write it.
public final class NpzFile {

    private static final String ENDING = ".npy";

    private NpzFile() {}

    /// Returns the arrays by name, in the order of the file.
    ///
    /// @throws NpzException if the bytes are no such file, or hold an array of a type that is not read
    public static Map<String, NpyArray> read(byte[] bytes) throws NpzException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().replaceFirst("\\.npy$", "");
                if (!entry.getName().endsWith(ENDING)) {
                    throw new NpzException(" holds '" + name + "', which is no array; write it with numpy.savez");
                }
                if (arrays.put(name, NpyArray.read(name, zip)) != null) {
                    throw new NpzException(" holds two arrays named " + name);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new NpzException(" is damaged: " + e.getMessage() + "; write it anew with numpy.savez");
        }
        if (arrays.isEmpty()) {
            throw new NpzException(" holds no arrays; write it with numpy.savez");
        }
        return arrays;
    }
}
