import CAudio

extension Recording {
  /// A stretch of frames whose peak joins that of a column.
  struct PeakPart {
    var frames: Range<Int>
    var column: Int
  }

  /// Frames read at a time for peaks.
  private static let peakBlock = 1 << 16

  /// Reads `parts`, which ascend, and joins their peaks to `peaks`.
  ///
  /// For pictures: samples that are not finite numbers, and frames that cannot be decoded or are not there, are left out.
  func join(_ parts: [PeakPart], to peaks: inout [Peak]) throws {
    let pieces = parts.flatMap(Recording.pieces)
    // Reading on is cheaper than searching a compressed file.
    let gap = cost == .some ? 4096 : 0
    var samples: [Float] = []
    var first = 0
    while first < pieces.count {
      var run = pieces[first].frames
      var next = first + 1
      while next < pieces.count, pieces[next].frames.lowerBound <= run.upperBound + gap,
        pieces[next].frames.upperBound - run.lowerBound <= Recording.peakBlock
      {
        run = run.lowerBound..<max(run.upperBound, pieces[next].frames.upperBound)
        next += 1
      }
      if samples.count < run.count { samples = [Float](repeating: 0, count: run.count) }
      try samples.withUnsafeMutableBufferPointer { buffer in
        guard let address = buffer.baseAddress else { return }
        let got = try look(at: run, into: address)
        for piece in pieces[first..<next] {
          let offset = piece.frames.lowerBound - run.lowerBound
          let peak = Recording.peak(address + offset, min(piece.frames.count, got - offset))
          peaks[piece.column].join(peak)
        }
      }
      first = next
    }
  }

  /// As `join`, for short stretches here and there that need not lie exactly where they are said to.
  func glance(at parts: [PeakPart], joining peaks: inout [Peak]) throws {
    try withUnsafeTemporaryAllocation(of: Float.self, capacity: parts.map(\.frames.count).max() ?? 0) {
      buffer in
      guard let address = buffer.baseAddress else { return }
      // The MP3 decoder complains of what comes before the place that it was led to.
      try QuietStandardError.during {
        for part in parts where !part.frames.isEmpty {
          let got = try glance(at: part.frames, into: address)
          peaks[part.column].join(Recording.peak(address, got))
        }
      }
    }
  }

  private static func pieces(_ part: PeakPart) -> [PeakPart] {
    if part.frames.count <= peakBlock { return [part] }
    return stride(from: part.frames.lowerBound, to: part.frames.upperBound, by: peakBlock).map {
      PeakPart(frames: $0..<min($0 + peakBlock, part.frames.upperBound), column: part.column)
    }
  }

  /// The peak of `count` mono samples.
  static func peak(_ samples: UnsafePointer<Float>, _ count: Int) -> Peak {
    guard count > 0 else { return .none }
    var pair: (Float, Float) = (0, 0)
    withUnsafeMutableBytes(of: &pair) { bytes in
      if let address = bytes.bindMemory(to: Float.self).baseAddress {
        audio_peaks_float(samples, count, count, address)
      }
    }
    return Peak(low: pair.0, high: pair.1)
  }
}
