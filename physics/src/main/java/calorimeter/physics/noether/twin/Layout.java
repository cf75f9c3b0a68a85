// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.twin;

import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;

/// Names and shapes of the tensors that lie one after the other in an array of parameters.
public final class Layout {

    private record Place(int offset, int rows, int columns) {}

    private final Map<String, Place> places;
    private final int size;

    private Layout(Map<String, Place> places, int size) {
        this.places = places;
        this.size = size;
    }

    /// Without tensors.
    public static Layout empty() {
        return new Layout(Map.of(), 0);
    }

    /// With one more tensor, at the end.
    public Layout with(String name, int rows, int columns) {
        Map<String, Place> more = new LinkedHashMap<>(places);
        if (more.put(name, new Place(size, rows, columns)) != null) {
            throw new IllegalArgumentException("there are two tensors " + name);
        }
        return new Layout(more, size + rows * columns);
    }

    /// The number of parameters.
    public int size() {
        return size;
    }

    /// Whether there is a tensor of this name.
    public boolean has(String name) {
        return places.containsKey(name);
    }

    /// A whole tensor.
    public Block block(String name) {
        Place place = place(name);
        return Block.matrix(name, place.rows, place.columns);
    }

    /// The tensors of an array of parameters; it is not copied.
    public Tensors tensors(double[] parameters) {
        return name -> {
            Place place = place(name);
            return new Tensors.Entries() {
                @Override
                public int length() {
                    return place.rows * place.columns;
                }

                @Override
                public double at(int index) {
                    return parameters[place.offset + index];
                }
            };
        };
    }

    int offset(String name) {
        return place(name).offset;
    }

    private Place place(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("there is no tensor " + name + " among " + places.keySet());
        }
        return place;
    }
}
