// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.Arrays;

/// The table of an operation: every pair of operands, written as tokens, with its answer, dealt to training and
/// test.
final class OperationTable {

    private OperationTable() {}

    /// Every pair in order of a, then b, split by the seed.
    static Dataset<TokenSequences> of(OperationTask settings, Seed seed) {
        int n = settings.classes();
        int firstDivisor = settings.operation() == Operation.DIVIDE ? 1 : 0;
        int columns = n - firstDivisor;
        int sequence = settings.layout().sequence();
        int[] tokens = new int[n * columns * sequence];
        int[] labels = new int[n * columns];
        RandomStream answers = seed.child("labels").stream();
        for (int pair = 0; pair < labels.length; pair++) {
            int a = pair / columns;
            int b = pair % columns + firstDivisor;
            write(settings, a, b, tokens, pair * sequence);
            labels[pair] = settings.randomLabels()
                    ? answers.nextInt(n)
                    : settings.operation().apply(a, b, settings.modulus());
        }
        boolean[] training = deal(settings, n, columns, seed.child("split"));
        return new Dataset<>(
                new TokenSequences(sequence, tokens, labels), select(training, true), select(training, false));
    }

    private static void write(OperationTask settings, int a, int b, int[] tokens, int offset) {
        int n = settings.classes();
        switch (settings.layout()) {
            case OPERANDS -> {
                tokens[offset] = a;
                tokens[offset + 1] = b;
            }
            case OPERANDS_EQUALS -> {
                tokens[offset] = a;
                tokens[offset + 1] = b;
                tokens[offset + 2] = n;
            }
            case OPERANDS_OPERATOR_EQUALS -> {
                tokens[offset] = a;
                tokens[offset + 1] = n;
                tokens[offset + 2] = b;
                tokens[offset + 3] = n + 1;
            }
        }
    }

    /// Shuffles the things that are dealt (pairs, or pairs with a ≤ b) and gives the first share to training.
    private static boolean[] deal(OperationTask settings, int n, int columns, Seed seed) {
        boolean unordered = settings.split() == Split.UNORDERED;
        int[] dealt = new int[n * columns];
        int count = 0;
        for (int pair = 0; pair < dealt.length; pair++) {
            if (!unordered || pair / columns <= pair % columns) {
                dealt[count++] = pair;
            }
        }
        dealt = Arrays.copyOf(dealt, count);
        seed.stream().shuffle(dealt);
        boolean[] training = new boolean[n * columns];
        for (int pair : Arrays.copyOf(dealt, settings.trained())) {
            training[pair] = true;
            if (unordered) {
                training[pair % columns * columns + pair / columns] = true;
            }
        }
        return training;
    }

    private static int[] select(boolean[] training, boolean wanted) {
        int[] selected = new int[training.length];
        int count = 0;
        for (int pair = 0; pair < training.length; pair++) {
            if (training[pair] == wanted) {
                selected[count++] = pair;
            }
        }
        return Arrays.copyOf(selected, count);
    }
}
