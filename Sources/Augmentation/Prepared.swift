import Synchronization

/// What is costly to prepare and asked for again and again: made once for each key, for all threads.
final class Prepared<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let values = Mutex<[Key: Value]>([:])
  private let limit: Int

  /// - Parameter limit: how many values are kept; all are forgotten when there would be more.
  init(limit: Int = 1024) { self.limit = limit }

  /// The value for a key; `nil` where it cannot be made.
  func value(_ key: Key, _ make: () -> Value?) -> Value? {
    if let known = values.withLock({ $0[key] }) { return known }
    guard let made = make() else { return nil }
    values.withLock { values in
      if values.count >= limit { values.removeAll() }
      values[key] = made
    }
    return made
  }
}
