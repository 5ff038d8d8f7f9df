import Dispatch
import Synchronization

/// Hands blocks of samples from one thread to another, a few at a time.
package final class BlockQueue: Sendable {
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

  /// A queue that holds so many blocks at most.
  package init(atMost count: Int) {
    for _ in 0..<count { room.signal() }
  }

  /// Waits for room.
  package func put(_ block: [Float]) throws {
    room.wait()
    let isAbandoned = state.withLock { state in
      state.blocks.append(block)
      return state.isAbandoned
    }
    if isAbandoned { throw Abandoned() }
    ready.signal()
  }

  /// Nothing more comes.
  package func finish(with end: Result<Void, any Error>) {
    state.withLock { $0.end = end }
    ready.signal()
  }

  /// The next block; `nil` behind the last one.
  package func take() throws -> [Float]? {
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
  package func abandon() {
    state.withLock { $0.isAbandoned = true }
    room.signal()
  }
}
