import CRubberBand

/// Rubber Band's stretch of one piece without onsets inside.
///
/// A stretcher is made for each piece: one that was reset and given another ratio remembers what it had studied
/// before, so that its bytes depend on its past and it becomes slower from piece to piece (3.1.2). Making one costs a tenth of
/// a millisecond.
///
/// The faster engine (R2), its short window, independent phases and no threads are its fastest settings. A transient at
/// the very beginning comes out as it went in; noise loses 1 to 3 dB (with laminar phases 1 to 2, at an eighth more time).
enum RubberBandStretch {
  private static let options = RubberBandOptions(
    RubberBandOptionProcessOffline.rawValue | RubberBandOptionEngineFaster.rawValue
      | RubberBandOptionTransientsCrisp.rawValue | RubberBandOptionWindowShort.rawValue
      | RubberBandOptionPhaseIndependent.rawValue | RubberBandOptionThreadingNever.rawValue)

  /// Rubber Band settles on an FFT when it is first used, without a lock: so it is used once before threads are.
  private static let settled: Void = {
    _ = run([Float](repeating: 0, count: 256), ratio: 1.5, count: 0)
  }()

  /// What is fed behind a piece, so that the window that fades out its end lies behind it.
  private static let margin = 256

  /// `count` samples of a piece, times `ratio` as long.
  static func stretched(_ piece: ArraySlice<Float>, ratio: Double, count: Int) -> [Float] {
    guard count > 0, !piece.isEmpty else { return [Float](repeating: 0, count: max(0, count)) }
    settled
    // The end goes on as its mirror image; with fewer samples than that, as silence.
    let mirrored = piece.dropLast().suffix(margin).reversed()
    let silence = [Float](repeating: 0, count: margin - mirrored.count)
    return run(Array(piece) + mirrored + silence, ratio: ratio, count: count)
  }

  private static func run(_ input: [Float], ratio: Double, count: Int) -> [Float] {
    var output = [Float](repeating: 0, count: count)
    guard let stretcher = rubberband_new(16_000, 1, options, ratio, 1) else { return output }
    defer { rubberband_delete(stretcher) }
    // It warns of very short pieces on standard error, where nobody has asked for it.
    rubberband_set_debug_level(stretcher, -1)
    let fed = UInt32(input.count)
    rubberband_set_expected_input_duration(stretcher, fed)
    input.withUnsafeBufferPointer { samples in
      var channel = samples.baseAddress
      rubberband_study(stretcher, &channel, fed, 1)
      rubberband_process(stretcher, &channel, fed, 1)
    }
    output.withUnsafeMutableBufferPointer { samples in
      var got = 0
      while got < count, let first = samples.baseAddress {
        let ready = min(Int(rubberband_available(stretcher)), count - got)
        guard ready > 0 else { break }
        var channel: UnsafeMutablePointer<Float>? = first + got
        got += Int(rubberband_retrieve(stretcher, &channel, UInt32(ready)))
      }
    }
    return output
  }
}
