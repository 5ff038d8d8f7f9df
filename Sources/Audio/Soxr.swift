import CSoxr

/// soxr's own words about a refusal.
struct SoxrError: Error {
  let words: String
}

/// One stream of mono samples through soxr in its HQ quality (20 bits, pass band to 0.913 of the lower rate's half).
struct Soxr: ~Copyable {
  /// How it calculates inside.
  enum Precision { case single, double }

  private let stream: OpaquePointer

  init(from input: Int, to output: Int, precision: Precision) throws(SoxrError) {
    // The finer clock keeps ratios of large numbers exact over hours.
    var flags = UInt(SOXR_HI_PREC_CLOCK)
    if precision == .double { flags |= UInt(SOXR_DOUBLE_PRECISION) }
    var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), flags)
    var format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
    var runtime = soxr_runtime_spec(1)
    var failure: soxr_error_t?
    let created = soxr_create(Double(input), Double(output), 1, &failure, &format, &quality, &runtime)
    guard let created, failure == nil else {
      soxr_delete(created)
      throw SoxrError(words: Soxr.words(failure))
    }
    stream = created
  }

  deinit { soxr_delete(stream) }

  /// Takes `input` (`nil`: there is no more) and appends what comes out.
  func process(_ input: [Float]?, room: Int, appendingTo output: inout [Float]) throws(SoxrError) {
    var failure: soxr_error_t?
    var rest = input.map { $0[...] }
    while true {
      var made = 0
      var used = 0
      let block = [Float](unsafeUninitializedCapacity: room) { buffer, initialized in
        if let rest {
          rest.withUnsafeBufferPointer {
            failure = soxr_process(stream, $0.baseAddress, $0.count, &used, buffer.baseAddress, room, &made)
          }
        } else {
          failure = soxr_process(stream, nil, 0, nil, buffer.baseAddress, room, &made)
        }
        initialized = made
      }
      if failure != nil { throw SoxrError(words: Soxr.words(failure)) }
      output += block
      rest = rest?.dropFirst(used)
      if made < room, rest?.isEmpty ?? true { return }
    }
  }

  /// All of `input` as a recording of its own.
  static func resample(_ input: [Float], from rate: Int, to wanted: Int) throws(SoxrError) -> [Float] {
    let stream = try Soxr(from: rate, to: wanted, precision: .single)
    var output: [Float] = []
    try stream.process(input, room: 4096, appendingTo: &output)
    try stream.process(nil, room: 4096, appendingTo: &output)
    return output
  }

  private static func words(_ failure: soxr_error_t?) -> String {
    failure.map { String(cString: $0) } ?? "no reason given"
  }
}
