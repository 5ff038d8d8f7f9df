import Basis

/// Log-mel images as one file of C99 (and C++) for a microcontroller: constant tables and a few functions that make of a
/// chunk what `LogMel` makes of it. No heap, no library but `sqrtf` and `memcpy`; nothing is computed at start.
///
/// FFTs whose length is a power of two take nFFT · log2(nFFT) steps; of another even length its odd part is transformed
/// as it is defined, of an odd length all of it.
///
/// Values differ from those of `LogMel` only by the rounding of single-precision sums in another order, as if each bin of
/// a frame were off by up to 2⁻²² of the frame's largest bin: a band whose bins are less than 70 dB below that one is off
/// by less than 0.01 dB, and what is further below is mostly rounding in both.
package struct LogMelSource: Sendable {
  /// What stands in front of every name, made of the file's name.
  package let name: String
  /// Bands and frames of an image.
  package let bands: Int, frames: Int

  let parameters: LogMelParameters
  let samples: Int
  let tables: [LogMelSourceTable]
  let memory: [LogMelSourceTable]
  private let notes: [(String, [UInt8])]

  /// - Parameters:
  ///   - samples: samples of a chunk, 1 to 16777216.
  ///   - name: the file's name without its extension, any bytes.
  ///   - notes: titles and what is said under them in the comment at the top.
  /// - Throws: `FeatureError` where an option makes no sense, or a chunk gives no frame.
  package init(
    _ parameters: LogMelParameters, samples: Int = Sampling.chunkLength, name: [UInt8],
    notes: [(String, [UInt8])] = []
  ) throws {
    let bank = try MelFilterBank(parameters)
    guard (1...1 << 24).contains(samples) else {
      throw FeatureError.outOfRange(
        option: "samples of a chunk", value: "\(samples)", allowed: "from 1 to 16777216")
    }
    frames = try STFT(parameters).frames(samples)
    guard frames > 0 else { throw FeatureError.noFrame(samples: samples, nFFT: parameters.nFFT) }
    guard frames * parameters.nMels <= 1 << 24 else {
      throw FeatureError.outOfRange(
        option: "numbers of an image", value: "\(frames * parameters.nMels)", allowed: "at most 16777216")
    }
    bands = parameters.nMels
    self.name = CText.identifier(name, prefix: "features")
    self.parameters = parameters
    self.samples = samples
    self.notes = notes
    tables = LogMelSourceTable.tables(parameters, bank)
    memory = LogMelSourceTable.memory(parameters, frames: frames)
  }

  /// Bytes of all constant tables.
  package var tableBytes: Int { tables.reduce(0) { $0 + $1.bytes } }
  /// Bytes of working memory, besides what the caller hands in.
  package var memoryBytes: Int { memory.reduce(0) { $0 + $1.bytes } }

  /// The file.
  package var text: String {
    let constants = tables.map { named($0.declaration) + "{\n" + CText.lines($0.values) + "};\n" }
    let variables = memory.map { named($0.declaration) + ";\n" }
    return ([header, named(declarations)] + constants + [variables.joined()] + code.map(named))
      .joined(separator: "\n")
  }

  /// C with the file's own names in it: `@` is the name, `$` the name of its constants.
  private func named(_ text: String) -> String {
    text.replacing("@", with: name).replacing("$", with: name.uppercased() + "_")
  }

  private var header: String {
    var lines = ["/* \(name): log-mel images in C99, without heap.", " *"]
    for (title, note) in notes { lines.append(" * \(CText.comment(title.utf8)): \(CText.comment(note))") }
    for (title, value) in parameters.listed { lines.append(" * \(title): \(value)") }
    lines.append(" * Image of \(samples) samples: \(bands) bands by \(frames) frames")
    lines.append(" * Bytes of constant tables: \(tableBytes)")
    for table in tables { lines.append(" *   \(table.summary)") }
    lines.append(" * Bytes of working memory: \(memoryBytes), and about 200 of stack")
    for table in memory { lines.append(" *   \(table.summary)") }
    lines += [
      " *",
      " * The working memory is shared by all functions: only one of them may run at a time. Images are row by",
      " * row: the lowest band first, in each row the frames. Samples of int16_t are read as 32768 for 1; floats that",
      " * are not finite or beyond 1e12 count as 0. Link with -lm where sqrtf is no instruction.", " *",
      " * Values are the model's own but for single-precision rounding: less than 0.01 dB away for a band whose",
      " * bins are less than 70 dB below the loudest bin of the frame.", " *",
      " * To use it from another file, copy the declarations below into that one. */", "",
    ]
    return lines.joined(separator: "\n")
  }

  private var declarations: String {
    let streaming =
      parameters.reference == .none
      ? """

      /* The bands of one frame of a stream in dB, its \(parameters.nFFT) samples given; frames follow each other every
       * \(parameters.hopLength) samples.\(parameters.center ? " Frame t of a chunk is centred on sample t * \(parameters.hopLength)." : "") */
      void @_frame(const int16_t samples[$FFT], float bands[$BANDS]);
      """ : ""
    return """
      #include <math.h>
      #include <stdint.h>
      #include <string.h>

      #define $SAMPLES \(samples)
      #define $BANDS \(bands)
      #define $FRAMES \(frames)
      #define $FFT \(parameters.nFFT)
      #define $HOP \(parameters.hopLength)

      #ifdef __cplusplus
      extern "C" {
      #endif
      /* The image of a chunk in dB. */
      void @_log_mel(const float samples[$SAMPLES], float image[$BANDS * $FRAMES]);
      void @_log_mel_int16(const int16_t samples[$SAMPLES], float image[$BANDS * $FRAMES]);
      /* The same as a quantised network takes it: dB / scale + zero_point, rounded half away from 0, -128 to 127. */
      void @_log_mel_int8(const int16_t samples[$SAMPLES], int8_t image[$BANDS * $FRAMES], float scale,
                          int32_t zero_point);\(streaming)
      #ifdef __cplusplus
      }
      #endif

      """
  }
}

extension LogMelParameters {
  /// All of them, with words for people.
  fileprivate var listed: [(String, String)] {
    [
      ("Sample rate", "\(sampleRate) Hz"),
      (
        "Frames",
        "\(nFFT) samples every \(hopLength)" + (center ? ", centred, beyond the ends \(padMode)" : "")
      ),
      ("Window", "\(window), \(winLength) samples"),
      ("Bands", "\(nMels) from \(fMin) to \(fMax) Hz, mel scale \(melScale), norm \(norm)"),
      (
        "dB",
        "\(20 / power) log10(mel \(power == 2 ? "power" : "magnitude") / reference + \(amplitudeOffset)), "
          + "reference \(reference)"
      ),
    ]
  }
}
