import Synchronization

/// Says to work on other threads that nobody wants it any more.
public final class LoopCancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Work that is wanted.
  public init() {}

  /// From now on it is not.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether nobody wants it any more.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Throws `CancellationError` where nobody wants it any more.
  public func check() throws {
    if isCancelled { throw CancellationError() }
  }
}
