import Basis

// The functions of the C source: `@` stands for the file's name, `$` for that of its constants.

extension LogMelSource {
  private var length: FFTLength { FFTLength(parameters.nFFT) }

  /// The functions, each after those it calls.
  var code: [String] {
    let transform =
      length.isEven ? [length.odd == 1 ? reversedLoad : directLoad, butterflies, split] : [oddTransform]
    return [reading, angles] + transform + [bandSums, decibels] + whole
  }

  private var reading: String {
    let beyond =
      switch parameters.padMode {
      case .constant: "if (position < 0 || position >= samples->count) return 0.0f;"
      case .edge:
        """
        if (position < 0) position = 0;
          if (position >= samples->count) position = samples->count - 1;
        """
      case .reflect:
        """
        const int32_t period = samples->count > 1 ? 2 * (samples->count - 1) : 1;
          position %= period;
          if (position < 0) position += period;
          if (position >= samples->count) position = period - position;
        """
      }
    return """
      /* Samples of either type. */
      typedef struct {
        const float *floats;
        const int16_t *words;
        int32_t count;
      } @_samples;

      static float @_sample(const @_samples *samples, int32_t position) {
        float value;
        \(beyond)
        if (samples->words) return (float)samples->words[position] * (1.0f / 32768.0f);
        value = samples->floats[position];
        return value >= -1e12f && value <= 1e12f ? value : 0.0f;
      }

      /* A sample of the frame that begins at start, times its window. */
      static float @_taper(const @_samples *samples, int32_t start, int32_t index) {
        const int32_t place = index - \((parameters.nFFT - parameters.winLength) / 2);
        if (place < 0 || place >= \(parameters.winLength)) return 0.0f;
        return @_window[place] * @_sample(samples, start + index);
      }

      """
  }

  /// Cosine and sine of turn · 2π / nFFT.
  private var angles: String {
    let (n, half) = (parameters.nFFT, parameters.nFFT / 2)
    // Only the odd part is turned further than half.
    let wraps = length.odd > 1
    let cosine = wraps ? "@_cosine[turn <= \(half) ? turn : \(n) - turn]" : "@_cosine[turn]"
    let sine =
      n % 4 != 0
      ? wraps ? "turn <= \(half) ? @_sine[turn] : -@_sine[\(n) - turn]" : "@_sine[turn]"
      : wraps
        ? """
        turn > \(half) ? -@_sin(\(n) - turn)
            : @_cosine[turn < \(n / 4) ? \(n / 4) - turn : turn - \(n / 4)]
        """ : "@_cosine[turn < \(n / 4) ? \(n / 4) - turn : turn - \(n / 4)]"
    return """
      static float @_cos(int32_t turn) { return \(cosine); }

      static float @_sin(int32_t turn) {
        return \(sine);
      }

      """
  }

  private var reversedLoad: String {
    """
    /* Even samples become real parts, odd ones imaginary parts, each where the bits of its number reversed say. */
    static void @_load(const @_samples *samples, int32_t start) {
      int32_t index, bit, place = 0;
      for (index = 0; index < \(length.complex); index++) {
        @_work[2 * place] = @_taper(samples, start, 2 * index);
        @_work[2 * place + 1] = @_taper(samples, start, 2 * index + 1);
        for (bit = \(length.parts / 2); (place & bit) != 0; bit /= 2) place ^= bit;
        place |= bit;
      }
    }

    """
  }

  private var directLoad: String {
    """
    /* The Fourier transform of \(length.odd) complex numbers, every \(length.parts)th one, as it is defined. */
    static void @_direct(const float *numbers, float *target) {
      int32_t bin, index;
      for (bin = 0; bin < \(length.odd); bin++) {
        float real = 0.0f, imaginary = 0.0f;
        int32_t turn = 0;
        for (index = 0; index < \(length.odd); index++) {
          const float *from = numbers + \(2 * length.parts) * index;
          const float c = @_cos(turn * \(2 * length.parts)), s = @_sin(turn * \(2 * length.parts));
          real += from[0] * c + from[1] * s;
          imaginary += from[1] * c - from[0] * s;
          turn += bin;
          if (turn >= \(length.odd)) turn -= \(length.odd);
        }
        target[2 * bin] = real;
        target[2 * bin + 1] = imaginary;
      }
    }

    /* Even samples become real parts, odd ones imaginary parts; parts go where their bits reversed say. */
    static void @_load(const @_samples *samples, int32_t start) {
      int32_t index, part, bit, place = 0;
      for (index = 0; index < \(parameters.nFFT); index++) @_tapered[index] = @_taper(samples, start, index);
      for (part = 0; part < \(length.parts); part++) {
        @_direct(@_tapered + 2 * part, @_work + \(2 * length.odd) * place);
        for (bit = \(length.parts / 2); (place & bit) != 0; bit /= 2) place ^= bit;
        place |= bit;
      }
    }

    """
  }

  private var butterflies: String {
    """
    /* Transforms of span numbers each become transforms of twice as many, until there is one. */
    static void @_join(void) {
      int32_t span, index, first;
      for (span = \(length.odd); span < \(length.complex); span *= 2) {
        for (index = 0; index < span; index++) {
          const int32_t turn = index * (\(length.complex) / span);
          const float c = @_cos(turn), s = @_sin(turn);
          for (first = index; first < \(length.complex); first += 2 * span) {
            float *a = @_work + 2 * first, *b = a + 2 * span;
            const float real = b[0] * c + b[1] * s, imaginary = b[1] * c - b[0] * s;
            b[0] = a[0] - real;
            b[1] = a[1] - imaginary;
            a[0] += real;
            a[1] += imaginary;
          }
        }
      }
    }

    """
  }

  /// Magnitude or power of a complex number.
  private var size: String {
    let square = "real * real + imaginary * imaginary"
    return """
      static float @_size(float real, float imaginary) {
        return \(parameters.power == 2 ? square : "sqrtf(\(square))");
      }

      """
  }

  private var split: String {
    """
    \(size)
    /* The spectrum of the samples out of that of their even and odd ones. */
    static void @_transform(const @_samples *samples, int32_t start) {
      int32_t bin;
      @_load(samples, start);
      @_join();
      @_spectrum[0] = @_size(@_work[0] + @_work[1], 0.0f);
      @_spectrum[\(length.complex)] = @_size(@_work[0] - @_work[1], 0.0f);
      for (bin = 1; bin <= \(length.complex / 2); bin++) {
        const float *a = @_work + 2 * bin, *b = @_work + 2 * (\(length.complex) - bin);
        const float c = @_cos(bin), s = @_sin(bin);
        const float even_real = 0.5f * (a[0] + b[0]), even_imaginary = 0.5f * (a[1] - b[1]);
        const float odd_real = 0.5f * (a[1] + b[1]), odd_imaginary = 0.5f * (b[0] - a[0]);
        const float real = odd_real * c + odd_imaginary * s, imaginary = odd_imaginary * c - odd_real * s;
        @_spectrum[bin] = @_size(even_real + real, even_imaginary + imaginary);
        @_spectrum[\(length.complex) - bin] = @_size(even_real - real, even_imaginary - imaginary);
      }
    }

    """
  }

  private var oddTransform: String {
    """
    \(size)
    /* The spectrum of the samples, as it is defined. */
    static void @_transform(const @_samples *samples, int32_t start) {
      int32_t bin, index;
      for (index = 0; index < \(parameters.nFFT); index++) @_tapered[index] = @_taper(samples, start, index);
      for (bin = 0; bin <= \(parameters.nFFT / 2); bin++) {
        float real = 0.0f, imaginary = 0.0f;
        int32_t turn = 0;
        for (index = 0; index < \(parameters.nFFT); index++) {
          real += @_tapered[index] * @_cos(turn);
          imaginary -= @_tapered[index] * @_sin(turn);
          turn += bin;
          if (turn >= \(parameters.nFFT)) turn -= \(parameters.nFFT);
        }
        @_spectrum[bin] = @_size(real, imaginary);
      }
    }

    """
  }

  private var bandSums: String {
    """
    /* The bands of the frame that begins at start, one every step numbers of mels. */
    static void @_bands(const @_samples *samples, int32_t start, float *mels, int32_t step) {
      const float *weight = @_weight;
      int32_t band, index;
      @_transform(samples, start);
      for (band = 0; band < $BANDS; band++) {
        const float *from = @_spectrum + @_first[band];
        const int32_t count = (int32_t)@_count[band];
        float sum = 0.0f;
        for (index = 0; index < count; index++) sum += from[index] * weight[index];
        weight += count;
        mels[band * step] = sum;
      }
    }

    """
  }
}
