/// The largest number that divides both; the other one where one is 0.
func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  var (larger, smaller) = (first, second)
  while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
  return larger
}

/// soxr's answer to an impulse as a function of time, `density` values for each output sample.
struct ImpulseResponse {
  /// Values an output sample; a divisor of `down`.
  let density: Int
  /// The farthest place on both sides that is not 0.
  private(set) var reach = 0
  private let half: Int
  private var values: [Float]

  /// The value at `place` / `density` output samples from the impulse.
  subscript(place: Int) -> Float { place.magnitude <= half ? values[place + half] : 0 }

  /// Sends `density` impulses at the places between two outputs that give all values, so far apart that their
  /// answers do not meet.
  /// - Parameters:
  ///   - down: input samples after which impulses meet the outputs alike again.
  ///   - width: output samples on each side beyond which an answer is nothing.
  ///   - share: values at the ends below this part of the largest are 0.
  init(
    from input: Int, to output: Int, up: Int, down: Int, density: Int, width: Int, above share: Float
  ) throws(SoxrError) {
    self.density = density
    half = width * density
    values = [Float](repeating: 0, count: 2 * half + 1)
    let step = down / density
    var spacing = (2 * (width + 2) * down / up + step) / step
    while greatestCommonDivisor(spacing, density) != 1 { spacing += 1 }
    // The first impulse stands clear of what soxr does differently at its start.
    let train = Train(
      first: 5 * (width * down / up / step + 1) * step, spacing: spacing * step, count: density)
    try send(train, through: Soxr(from: input, to: output, precision: .double), up: up, step: step)
    let limit = share * (values.lazy.map(\.magnitude).max() ?? 0)
    reach = (0...half).last { max(self[$0].magnitude, self[-$0].magnitude) > limit } ?? 0
  }

  private mutating func send(
    _ train: Train, through stream: borrowing Soxr, up: Int, step: Int
  ) throws(SoxrError) {
    let end = train.position(train.count - 1) + train.first
    var answers: [Float] = []
    var received = 0
    for start in stride(from: 0, to: end, by: 1 << 16) {
      let block = train.samples(in: start..<min(start + 1 << 16, end))
      answers.removeAll(keepingCapacity: true)
      try stream.process(block, room: 1 << 16, appendingTo: &answers)
      collect(answers, from: received, of: train, up: up, step: step)
      received += answers.count
    }
    answers.removeAll()
    try stream.process(nil, room: 1 << 16, appendingTo: &answers)
    collect(answers, from: received, of: train, up: up, step: step)
  }

  /// An output n stands density * n - up * position / step places behind an impulse.
  private mutating func collect(
    _ answers: [Float], from first: Int, of train: Train, up: Int, step: Int
  ) {
    for (index, answer) in answers.enumerated() {
      let place = (first + index) * density
      let impulse = train.nearest(to: place * step / up)
      let distance = place - train.position(impulse) / step * up
      if distance.magnitude <= half { values[distance + half] = answer }
    }
  }

  /// Impulses at equal distances.
  private struct Train {
    let first, spacing, count: Int

    func position(_ index: Int) -> Int { first + index * spacing }

    /// The impulse nearest to `sample`.
    func nearest(to sample: Int) -> Int {
      min(max(0, (sample - first + spacing / 2) / spacing), count - 1)
    }

    func samples(in range: Range<Int>) -> [Float] {
      var samples = [Float](repeating: 0, count: range.count)
      for index in nearest(to: range.lowerBound)...nearest(to: range.upperBound)
      where range.contains(position(index)) {
        samples[position(index) - range.lowerBound] = 1
      }
      return samples
    }
  }
}
