import Audio
import Basis
import Dispatch
import Synchronization

extension WindowScan {
  /// The probabilities along a recording: it is read and resampled on one thread while the windows are judged on the
  /// others. At most four minutes of it are in memory.
  ///
  /// - Parameter found: as in `append`.
  /// - Throws: what is wrong with the file, and what `found` throws.
  public func scan(
    _ recording: Path, found: @escaping (_ first: Int, _ probabilities: [Double]) throws -> Void
  ) throws {
    let blocks = BlockQueue(atMost: 4)
    DispatchQueue(label: "shotmark.reading").async {
      blocks.finish(
        with: Result {
          try ResampledRecording(recording).stream(blockLength: 40 * Sampling.rate) { block in
            try blocks.put(Array(block))
          }
        })
    }
    defer { blocks.abandon() }
    while let block = try blocks.take() {
      try block.withUnsafeBufferPointer { try append($0, found: found) }
    }
    try finish(found: found)
  }
}

/// Hands blocks of samples from one thread to another, a few at a time.
private final class BlockQueue: Sendable {
  /// Nobody takes blocks any more.
  struct Abandoned: Error {}

  private struct State {
    var blocks: [[Float]] = []
    var end: Result<Void, any Error>?
    var isAbandoned = false
  }

  private let state = Mutex(State())
  /// Begins at nothing and is filled: one that holds less than at its beginning must not go.
  private let room = DispatchSemaphore(value: 0)
  private let ready = DispatchSemaphore(value: 0)

  init(atMost count: Int) {
    for _ in 0..<count { room.signal() }
  }

  /// Waits for room.
  func put(_ block: [Float]) throws {
    room.wait()
    let isAbandoned = state.withLock { state in
      state.blocks.append(block)
      return state.isAbandoned
    }
    if isAbandoned { throw Abandoned() }
    ready.signal()
  }

  /// Nothing more comes.
  func finish(with end: Result<Void, any Error>) {
    state.withLock { $0.end = end }
    ready.signal()
  }

  /// The next block; `nil` behind the last one.
  func take() throws -> [Float]? {
    ready.wait()
    let (block, end) = state.withLock { ($0.blocks.isEmpty ? nil : $0.blocks.removeFirst(), $0.end) }
    if let block {
      room.signal()
      return block
    }
    try end?.get()
    return nil
  }

  /// Lets whoever waits for room go on to its end.
  func abandon() {
    state.withLock { $0.isAbandoned = true }
    room.signal()
  }
}
