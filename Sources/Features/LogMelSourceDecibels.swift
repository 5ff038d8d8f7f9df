import Basis

// What the C source does with the bands: decibels, the reference, and the functions that others call.

extension LogMelSource {
  var decibels: String {
    """
    /* ln(x) as Cephes' logf computes it, for x of at least 1e-37: x = m 2^e with m from sqrt(1/2) to sqrt(2), and
     * a polynomial in m - 1. */
    static float @_logarithm(float x) {
      uint32_t bits;
      int32_t exponent;
      float m, e, p, square;
      memcpy(&bits, &x, sizeof bits);
      bits -= 0x3f3504f3u;
      exponent = (int32_t)(bits >> 23);
      if (exponent > 255) exponent -= 512;
      bits = (bits & 0x007fffffu) + 0x3f3504f3u;
      memcpy(&m, &bits, sizeof m);
      m -= 1.0f;
      e = (float)exponent;
      p = 7.0376836292e-2f;
      p = p * m - 1.1514610310e-1f;
      p = p * m + 1.1676998740e-1f;
      p = p * m - 1.2420140846e-1f;
      p = p * m + 1.4249322787e-1f;
      p = p * m - 1.6668057665e-1f;
      p = p * m + 2.0000714765e-1f;
      p = p * m - 2.4999993993e-1f;
      p = p * m + 3.3333331174e-1f;
      square = m * m;
      return (m + (p * m * square + e * -2.12194440e-4f - square * 0.5f)) + e * 0.693359375f;
    }

    static float @_decibels(float mel, float factor) {
      return @_logarithm(mel * factor + \(CText.decimal(Float(parameters.amplitudeOffset))))
        * 0.43429448190325182765f * \(20 / parameters.power).0f;
    }

    static int8_t @_rounded(float value, float scale, int32_t zero_point) {
      int32_t whole;
      value /= scale;
      /* Beyond this every zero point leads to the same end, and no conversion overflows. */
      if (!(value > -1024.0f)) value = -1024.0f;
      if (value > 1024.0f) value = 1024.0f;
      whole = (int32_t)(value < 0.0f ? value - 0.5f : value + 0.5f) + zero_point;
      return (int8_t)(whole < -128 ? -128 : whole > 127 ? 127 : whole);
    }

    """
  }

  /// Where a chunk's first frame begins.
  private var begin: String {
    "$HOP * frame - \(parameters.center ? parameters.nFFT / 2 : 0)"
  }

  /// What the caller sees, and what is not the same with and without a reference.
  var whole: [String] { parameters.reference == .none ? [frameByFrame] : [reference, afterReference] }

  private var frameByFrame: String {
    """
    static void @_image(const @_samples *samples, float *image) {
      int32_t frame, cell;
      for (frame = 0; frame < $FRAMES; frame++)
        @_bands(samples, \(begin), image + frame, $FRAMES);
      for (cell = 0; cell < $BANDS * $FRAMES; cell++) image[cell] = @_decibels(image[cell], 1.0f);
    }

    \(floatImages)
    void @_log_mel_int8(const int16_t samples[$SAMPLES], int8_t image[$BANDS * $FRAMES], float scale,
                        int32_t zero_point) {
      const @_samples all = {0, samples, $SAMPLES};
      int32_t frame, band;
      for (frame = 0; frame < $FRAMES; frame++) {
        @_bands(&all, \(begin), @_column, 1);
        for (band = 0; band < $BANDS; band++)
          image[band * $FRAMES + frame] =
              @_rounded(@_decibels(@_column[band], 1.0f), scale, zero_point);
      }
    }

    void @_frame(const int16_t samples[$FFT], float bands[$BANDS]) {
      const @_samples all = {0, samples, $FFT};
      int32_t band;
      @_bands(&all, 0, bands, 1);
      for (band = 0; band < $BANDS; band++) bands[band] = @_decibels(bands[band], 1.0f);
    }

    """
  }

  private var floatImages: String {
    """
    void @_log_mel(const float samples[$SAMPLES], float image[$BANDS * $FRAMES]) {
      const @_samples all = {samples, 0, $SAMPLES};
      @_image(&all, image);
    }

    void @_log_mel_int16(const int16_t samples[$SAMPLES], float image[$BANDS * $FRAMES]) {
      const @_samples all = {0, samples, $SAMPLES};
      @_image(&all, image);
    }

    """
  }

  private var afterReference: String {
    """
    /* One over what counts as 0 dB; 1 where all is silent. */
    static float @_measure(const @_samples *samples) {
      int32_t frame;
      float reference;
      for (frame = 0; frame < $FRAMES; frame++)
        @_bands(samples, \(begin), @_cells + frame, $FRAMES);
      reference = @_reference();
      return reference > 1e-30f ? 1.0f / reference : 1.0f;
    }

    static void @_image(const @_samples *samples, float *image) {
      const float factor = @_measure(samples);
      int32_t cell;
      for (cell = 0; cell < $BANDS * $FRAMES; cell++) image[cell] = @_decibels(@_cells[cell], factor);
    }

    \(floatImages)
    void @_log_mel_int8(const int16_t samples[$SAMPLES], int8_t image[$BANDS * $FRAMES], float scale,
                        int32_t zero_point) {
      const @_samples all = {0, samples, $SAMPLES};
      const float factor = @_measure(&all);
      int32_t cell;
      for (cell = 0; cell < $BANDS * $FRAMES; cell++)
        image[cell] = @_rounded(@_decibels(@_cells[cell], factor), scale, zero_point);
    }

    """
  }

  private var reference: String {
    guard parameters.reference == .median else {
      return """
        static float @_reference(void) {
          float highest = 0.0f;
          int32_t cell;
          for (cell = 0; cell < $BANDS * $FRAMES; cell++)
            if (@_cells[cell] > highest) highest = @_cells[cell];
          return highest;
        }

        """
    }
    return """
      /* The cell above 0 with so many below it. Such floats are in the order of their bits, so the bits are found from
       * the highest down, by counting the cells that have the same ones so far and a 0 next. */
      static float @_ranked(int32_t rank) {
        uint32_t found = 0, known = 0, bit, bits;
        int32_t cell, count;
        float value;
        for (bit = 0x40000000u; bit != 0; bit >>= 1) {
          known |= bit;
          count = 0;
          for (cell = 0; cell < $BANDS * $FRAMES; cell++) {
            memcpy(&bits, &@_cells[cell], sizeof bits);
            if (@_cells[cell] > 0.0f && (bits & known) == found) count++;
          }
          if (rank >= count) {
            rank -= count;
            found |= bit;
          }
        }
        memcpy(&value, &found, sizeof value);
        return value;
      }

      /* The median of the cells above 0. */
      static float @_reference(void) {
        int32_t cell, count = 0;
        for (cell = 0; cell < $BANDS * $FRAMES; cell++)
          if (@_cells[cell] > 0.0f) count++;
        if (count == 0) return 0.0f;
        return 0.5f * (@_ranked((count - 1) / 2) + @_ranked(count / 2));
      }

      """
  }
}
