import Augmentation
import Basis
import CRubberBand
import Files

/// Rubber Band alone, by the same settings, on as many samples of the same chunks at the same ratios as `time_stretch`
/// and `pitch_shift` draw, on all cores: what these transforms cannot pass.
enum RubberBandWorks {
  /// As many chunks as the transforms are measured on.
  private static let most = 1000

  /// A call: samples that go in, and samples that come out.
  private struct Call: Sendable {
    var taken: Int
    var given: Int
  }

  /// What `time_stretch` asks of it: what becomes a whole chunk.
  static func stretch(_ settings: Settings) throws -> Measured {
    let steps = #"{"transform": "time_stretch", "rate": [0.8, 1.25]}"#
    return try calls(settings, steps) { drawn, length in
      guard let stretch = drawn as? TimeStretch else { return nil }
      return Call(taken: Int((Double(length) * stretch.rate).rounded()), given: length)
    }
  }

  /// What `pitch_shift` asks of it: the whole chunk, longer or shorter.
  static func pitch(_ settings: Settings) throws -> Measured {
    let steps = #"{"transform": "pitch_shift", "semitones": [-4, 4]}"#
    return try calls(settings, steps) { drawn, length in
      guard let shift = drawn as? PitchShift else { return nil }
      // Frequencies of equal temperament: twelve semitones double them.
      let ratio = Decibels.amplitude(shift.semitones * 20 * 0.301_029_995_663_981_2 / 12)
      return Call(taken: length, given: Int((Double(length) * ratio).rounded()))
    }
  }

  private static func calls(
    _ settings: Settings, _ steps: String, _ call: (any Transform, Int) -> Call?
  ) throws -> Measured {
    let (shape, values) = try NPY.read(settings.path("chunks"))
    guard shape.count == 2, let rows = shape.first, let length = shape.last else {
      throw SettingsError(what: "--chunks is no table of chunks")
    }
    let count = min(rows, most)
    let recipe = PreparedRecipe(
      try Recipe(bytes: Array(#"{"steps": [\#(steps)]}"#.utf8), name: "work.json"))
    let calls = (0..<count).map { index in
      let drawn = recipe.draw(ClipFacts(length: length), NoMaterials(), key: RandomKey(seed: UInt64(index)))
      return drawn.steps.first.flatMap { call($0.transform, length) } ?? Call(taken: length, given: length)
    }
    let longest = max(length, calls.map { max($0.taken, $0.given) }.max() ?? 0)
    var silence = [Float](repeating: 0, count: 300)
    // It settles on an FFT when it is first used, without a lock.
    run([Float](repeating: 0, count: 256), Call(taken: 256, given: 300), into: &silence)
    return try Measured(settings, items: count, unit: "chunks") {
      Parallel.forEach(
        count, with: { ([Float](repeating: 0, count: longest), [Float](repeating: 0, count: longest)) }
      ) { storage, index in
        let chunk = values[index * length..<(index + 1) * length]
        storage.0.replaceSubrange(0..<length, with: chunk)
        run(storage.0, calls[index], into: &storage.1)
      }
    }
  }

  private static let options = RubberBandOptions(
    RubberBandOptionProcessOffline.rawValue | RubberBandOptionEngineFaster.rawValue
      | RubberBandOptionTransientsCrisp.rawValue | RubberBandOptionWindowShort.rawValue
      | RubberBandOptionPhaseIndependent.rawValue | RubberBandOptionThreadingNever.rawValue)

  private static func run(_ input: [Float], _ call: Call, into output: inout [Float]) {
    let ratio = Double(call.given) / Double(max(1, call.taken))
    guard let stretcher = rubberband_new(16_000, 1, options, ratio, 1) else { return }
    defer { rubberband_delete(stretcher) }
    rubberband_set_debug_level(stretcher, -1)
    let taken = UInt32(min(call.taken, input.count))
    rubberband_set_expected_input_duration(stretcher, taken)
    input.withUnsafeBufferPointer { samples in
      var channel = samples.baseAddress
      rubberband_study(stretcher, &channel, taken, 1)
      rubberband_process(stretcher, &channel, taken, 1)
    }
    output.withUnsafeMutableBufferPointer { samples in
      var got = 0
      while got < min(call.given, samples.count), let first = samples.baseAddress {
        let ready = min(Int(rubberband_available(stretcher)), min(call.given, samples.count) - got)
        guard ready > 0 else { break }
        var channel: UnsafeMutablePointer<Float>? = first + got
        got += Int(rubberband_retrieve(stretcher, &channel, UInt32(ready)))
      }
    }
  }
}
