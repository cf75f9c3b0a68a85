package calorimeter.engine.transformer.layered;

/// The query rows that one layer of a block computes, and where each of them finds what it reads. Overwritten
/// for every block.
final class QueryRows {

    /// Row of the layer's projection that holds the query.
    final int[] query;

    /// Row of the residual stream that is continued.
    final int[] residual;

    /// Where the rows of the keys of its example begin in the block's list of key rows.
    final int[] firstKey;

    /// How many of those keys it sees.
    final int[] visible;

    private int count;

    QueryRows(int capacity) {
        query = new int[capacity];
        residual = new int[capacity];
        firstKey = new int[capacity];
        visible = new int[capacity];
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    void add(int queryRow, int residualRow, int firstKeyPlace, int visibleKeys) {
        query[count] = queryRow;
        residual[count] = residualRow;
        firstKey[count] = firstKeyPlace;
        visible[count] = visibleKeys;
        count++;
    }
}
