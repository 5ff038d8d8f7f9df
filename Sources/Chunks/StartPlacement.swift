/// Places chunks exactly at tagged starts, as the original project's `index.csv` holds them.
package enum StartPlacement {
  /// One chunk a start. Nobody tagged where in it a shot begins, so what chunks share is counted in samples: the
  /// weight is the chunk's length over all the samples that the recording's chunks have in common with it.
  package static func place(_ starts: [Int], length: Int) -> [PlannedChunk] {
    starts.indices.map { index in
      var chunk = PlannedChunk(start: starts[index], kind: .start)
      var shared: [Range<Int>] = []
      var sum = length
      func look(at other: Int) -> Bool {
        let distance = abs(starts[other] - starts[index])
        guard distance < length else { return false }
        sum += length - distance
        shared.append(max(starts[other], starts[index])..<min(starts[other], starts[index]) + length)
        return true
      }
      var other = index - 1
      while other >= 0, look(at: other) { other -= 1 }
      other = index + 1
      while other < starts.count, look(at: other) { other += 1 }
      chunk.overlap = SampleRanges(union: shared).count
      chunk.weight = Double(length) / Double(sum)
      return chunk
    }
  }
}
