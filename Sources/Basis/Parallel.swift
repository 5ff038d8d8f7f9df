import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Loops over the cores whose results do not depend on how many there are.
public enum Parallel {
  /// The processors that this process may run on, at least 1.
  public static let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// `[body(0), …, body(count - 1)]`, computed on up to `jobs` threads.
  ///
  /// Items are handed out one at a time, so that a long one does not hold up the others.
  public static func map<Result: Sendable>(
    _ count: Int, jobs: Int = cores, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 0 else { return [] }
    let workers = min(max(1, jobs), count)
    if workers == 1 { return (0..<count).map(body) }
    return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let results = buffer
      forEach(count, jobs: workers) { index in
        results.baseAddress?.advanced(by: index).initialize(to: body(index))
      }
      initialized = count
    }
  }

  /// Calls `body` once for each of `0..<count`, on up to `jobs` threads.
  public static func forEach(_ count: Int, jobs: Int = cores, _ body: @Sendable (Int) -> Void) {
    forEach(count, jobs: jobs, with: {}, { _, index in body(index) })
  }

  /// As above, with storage that each thread makes once and uses again for every item: `body` must not let what an
  /// earlier item left in it decide anything.
  public static func forEach<Storage>(
    _ count: Int, jobs: Int = cores, with make: @Sendable () -> Storage,
    _ body: @Sendable (inout Storage, Int) -> Void
  ) {
    let workers = min(max(1, jobs), count)
    guard workers > 1 else {
      var storage = make()
      for index in 0..<max(0, count) { body(&storage, index) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var storage = make()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(&storage, index)
      }
    }
  }

  /// As `tryMap`, with storage that each thread makes once and uses again for every item.
  public static func tryMap<Result: Sendable, Storage>(
    _ count: Int, jobs: Int = cores, with make: @Sendable () -> Storage,
    _ body: @Sendable (inout Storage, Int) throws -> Result
  ) throws -> [Result] {
    guard count > 0 else { return [] }
    let outcomes = [Swift.Result<Result, any Error>](unsafeUninitializedCapacity: count) {
      buffer, initialized in
      nonisolated(unsafe) let results = buffer
      forEach(count, jobs: jobs, with: make) { storage, index in
        let outcome = Swift.Result { try body(&storage, index) }
        results.baseAddress?.advanced(by: index).initialize(to: outcome)
      }
      initialized = count
    }
    return try outcomes.map { try $0.get() }
  }

  /// As `map`, for a body that may throw; throws the error of the lowest index, whichever thread met one first.
  public static func tryMap<Result: Sendable>(
    _ count: Int, jobs: Int = cores, _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    let outcomes = map(count, jobs: jobs) { index in Swift.Result { try body(index) } }
    return try outcomes.map { try $0.get() }
  }
}
