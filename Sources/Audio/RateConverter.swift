import CSamplerate

/// A stream of mono samples at one rate brought to another by libsamplerate's medium sinc (97 dB, pass band 90 %).
final class RateConverter {
  private let ratio: Double
  private let state: OpaquePointer
  private var output: [Float]

  /// `nil` where libsamplerate refuses: ratios are 1/256...256.
  /// - Parameter ratio: samples out for each sample in.
  init?(ratio: Double) {
    var failure: Int32 = 0
    guard ratio > 0, src_is_valid_ratio(ratio) != 0,
      let state = src_new(Int32(SRC_SINC_MEDIUM_QUALITY), 1, &failure)
    else { return nil }
    self.ratio = ratio
    self.state = state
    output = [Float](repeating: 0, count: 4096)
  }

  deinit { src_delete(state) }

  /// What comes out for `input`; with `isLast` also what was held back.
  func convert(_ input: [Float], isLast: Bool) -> [Float] {
    var (result, used) = ([Float](), 0)
    while true {
      let made = step(input, from: &used, isLast: isLast)
      result += output[..<made]
      if made < output.count, used == input.count || made == 0 { return result }
    }
  }

  private func step(_ input: [Float], from used: inout Int, isLast: Bool) -> Int {
    input.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var data = SRC_DATA()
        data.data_in = source.baseAddress.map { $0 + used }
        data.data_out = target.baseAddress
        data.input_frames = source.count - used
        data.output_frames = target.count
        data.end_of_input = isLast ? 1 : 0
        data.src_ratio = ratio
        guard src_process(state, &data) == 0 else { return 0 }
        used += data.input_frames_used
        return data.output_frames_gen
      }
    }
  }
}
