package calorimeter.engine.computation;

import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sums held in whole arrays.
public final class ArraySums {

    private final Kernel kernel;
    private final List<float[]> arrays;
    private final List<Piece> pieces = new ArrayList<>();

    private record Piece(int array, int from, int length) {}

    public ArraySums(Kernel kernel, List<float[]> arrays) {
        this.kernel = kernel;
        this.arrays = arrays;
        for (int array = 0; array < arrays.size(); array++) {
            Chunks chunks = Chunks.ofElements(arrays.get(array).length);
            for (int chunk = 0; chunk < chunks.count(); chunk++) {
                pieces.add(new Piece(array, chunks.first(chunk), chunks.length(chunk)));
            }
        }
    }

    public float[] array(int index) {
        return arrays.get(index);
    }

    public void clear() {
        for (float[] array : arrays) {
            Arrays.fill(array, 0f);
        }
    }

    public int parts() {
        return pieces.size();
    }

    public void add(ArraySums other, int part) {
        Piece piece = pieces.get(part);
        kernel.add(other.array(piece.array()), piece.from(), array(piece.array()), piece.from(), piece.length());
    }
}
