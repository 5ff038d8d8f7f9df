import Audio
import Basis
import Files
import Synchronization

/// Reads planned chunks out of their recordings and writes them as WAV files, on all cores.
struct Cutting: Sendable {
  /// Chunks that one thread cuts from one recording before it takes up other work.
  private static let portion = 256

  let sources: [Source]
  let length: Int
  let jobs: Int
  let progress: ChunksProgressHandler

  /// A file to be written.
  struct Order: Sendable {
    var target: SetChanges.Target
    /// Where its bytes go for now.
    var staged: Path
  }

  /// What became of the orders of one recording.
  private struct Portion: Sendable {
    var saturated = 0
    var failure: (any ThreePartError)?
  }

  /// Cuts all of `orders`.
  ///
  /// - Returns: the samples that were saturated, and for each source that could not be read its error.
  func cut(_ orders: [Order]) throws -> (saturated: Int, failures: [Int: any ThreePartError]) {
    let portions = Cutting.portions(of: orders)
    let done = Atomic<Int>(0)
    let outcomes = try Parallel.tryMap(portions.count, jobs: jobs) { index in
      let outcome = try cut(orders[portions[index]])
      let count = portions[index].count
      progress(
        ChunksProgress(
          stage: "cutting chunks", done: done.wrappingAdd(count, ordering: .relaxed).newValue,
          total: orders.count))
      return outcome
    }
    var failures: [Int: any ThreePartError] = [:]
    for (portion, outcome) in zip(portions, outcomes) {
      if let failure = outcome.failure { failures[orders[portion.lowerBound].target.row.source] = failure }
    }
    return (outcomes.reduce(0) { $0 + $1.saturated }, failures)
  }

  /// Neighbouring orders of one recording, so that it is opened once for many chunks.
  private static func portions(of orders: [Order]) -> [Range<Int>] {
    var portions: [Range<Int>] = []
    var lower = 0
    for index in orders.indices.dropFirst() {
      let changes = orders[index].target.row.source != orders[lower].target.row.source
      guard changes || index - lower == portion else { continue }
      portions.append(lower..<index)
      lower = index
    }
    return orders.isEmpty ? [] : portions + [lower..<orders.count]
  }

  /// A recording that cannot be read is its own failure; a disk that cannot be written is everybody's.
  private func cut(_ orders: ArraySlice<Order>) throws -> Portion {
    var portion = Portion()
    guard let first = orders.first else { return portion }
    let chunks: [[Float]]
    do {
      let sound = try ResampledRecording(sources[first.target.row.source].file)
      chunks = try sound.samples(
        ranges: orders.map { $0.target.row.chunk.start..<$0.target.row.chunk.start + length })
    } catch let error as any ThreePartError {
      portion.failure = error
      return portion
    }
    for (order, samples) in zip(orders, chunks) {
      let encoded = WAV.bytes(pcm16: samples)
      portion.saturated += encoded.saturated
      try FileSystem.writePlain(encoded.bytes, to: order.staged)
    }
    return portion
  }
}
