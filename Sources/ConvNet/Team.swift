import CDNN

/// Threads that take steps together and wait for each other within them.
final class Team: @unchecked Sendable {
  let threads: Int
  private let own: OpaquePointer

  /// - Throws: `ConvNetError.threads` where the system gives no more.
  init(threads: Int) throws {
    guard (1...1024).contains(threads), let own = cdnn_team_create(Int32(threads)) else {
      throw ConvNetError.threads(threads)
    }
    (self.threads, self.own) = (threads, own)
  }

  deinit { cdnn_team_destroy(own) }

  /// Calls `body` with 0, 1, … on as many threads, the caller's among them, and returns when all are done.
  func run(_ active: Int, _ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { escaping in
      var work = escaping
      withUnsafeMutablePointer(to: &work) { pointer in
        cdnn_team_run(
          own, Int32(active),
          { context, lane in context.assumingMemoryBound(to: ((Int) -> Void).self).pointee(Int(lane)) },
          pointer)
      }
    }
  }

  /// Within `run`: goes on when all its threads have come here.
  func wait() { cdnn_team_wait(own) }
}
