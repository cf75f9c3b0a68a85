package calorimeter.engine.data;

/// Mean and standard deviation of byte/255, channel by channel.
record ChannelMoments(double[] mean, double[] deviation) {

    /// Of the first `length` bytes, channels last. Sums of whole numbers, so their order does not matter.
    static ChannelMoments of(byte[] pixels, int length, int channels) {
        long[] sum = new long[channels];
        long[] squares = new long[channels];
        for (int i = 0; i < length; i++) {
            int value = pixels[i] & 0xff;
            sum[i % channels] += value;
            squares[i % channels] += (long) value * value;
        }
        double[] mean = new double[channels];
        double[] deviation = new double[channels];
        double count = (double) length / channels;
        for (int c = 0; c < channels; c++) {
            mean[c] = sum[c] / count / 255;
            double variance = squares[c] / count / (255 * 255) - mean[c] * mean[c];
            deviation[c] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return new ChannelMoments(mean, deviation);
    }
}
