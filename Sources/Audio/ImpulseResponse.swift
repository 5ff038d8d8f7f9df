/// The largest number that divides both; the other one where one is 0.
func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  var (larger, smaller) = (first, second)
  while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
  return larger
}

/// What soxr answers to single impulses, for every position that an output can have between two inputs.
struct ImpulseResponse {
  private let up, down, half: Int
  /// `[up, 2 * half]`: row n mod up holds output n's coefficients for the inputs from
  /// floor(n * down / up) - half + 1 on.
  private var table: [Float]

  /// Sends `down` impulses, one for each input position that differs, so far apart that their answers do not meet.
  /// - Parameter half: inputs on each side beyond which an answer is nothing.
  init(from input: Int, to output: Int, up: Int, down: Int, half: Int) throws(SoxrError) {
    (self.up, self.down, self.half) = (up, down, half)
    table = [Float](repeating: 0, count: up * 2 * half)
    var spacing = 2 * half + 8
    while greatestCommonDivisor(spacing, down) != 1 { spacing += 1 }
    // The first impulse stands clear of what soxr does differently at its start.
    let train = Train(first: 4 * half, spacing: spacing, count: down)
    let stream = try Soxr(from: input, to: output, precision: .double)
    let end = train.position(down - 1) + 4 * half
    var answers: [Float] = []
    var received = 0
    for start in stride(from: 0, to: end, by: 1 << 16) {
      let block = train.samples(in: start..<min(start + 1 << 16, end))
      answers.removeAll(keepingCapacity: true)
      try stream.process(block, room: 1 << 16, appendingTo: &answers)
      collect(answers, from: received, of: train)
      received += answers.count
    }
    answers.removeAll()
    try stream.process(nil, room: 1 << 16, appendingTo: &answers)
    collect(answers, from: received, of: train)
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

  private mutating func collect(_ answers: [Float], from first: Int, of train: Train) {
    for (index, answer) in answers.enumerated() {
      let output = first + index
      let below = output * down / up
      let column = train.position(train.nearest(to: below)) - below + half - 1
      if (0..<(2 * half)).contains(column) { table[output % up * 2 * half + column] = answer }
    }
  }

  /// The filter of all coefficients on both sides up to the farthest that is above `share` of the largest.
  func filter(above share: Float) -> PolyphaseFilter {
    let reach = reach(above: share)
    return PolyphaseFilter(up: up, down: down, reach: reach) { output, input in
      table[output * 2 * half + half - reach + input]
    }
  }

  private func reach(above share: Float) -> Int {
    let limit = share * (table.lazy.map(\.magnitude).max() ?? 0)
    var reach = 1
    for (index, coefficient) in table.enumerated() where coefficient.magnitude > limit {
      let column = index % (2 * half)
      reach = max(reach, column < half ? half - column : column - half + 1)
    }
    return reach
  }
}
