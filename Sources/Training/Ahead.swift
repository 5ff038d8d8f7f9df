import Dispatch
import Synchronization

/// Values that are made ahead of whoever takes them, on all cores, and come out in their order.
///
/// For one consumer at a time. Dropped before its end, it makes at most what it had begun.
package final class Ahead<Value: Sendable>: Sendable {
  /// A value that is being made.
  private final class Slot: Sendable {
    private let outcome = Mutex<Result<Value, any Error>?>(nil)
    private let isMade = DispatchSemaphore(value: 0)

    func make(_ body: () throws -> Value) {
      let result = Result { try body() }
      outcome.withLock { $0 = result }
      isMade.signal()
    }

    func take() throws -> Value? {
      isMade.wait()
      return try outcome.withLock { $0 }?.get()
    }
  }

  private struct State {
    var next = 0
    var slots: [Slot] = []
  }

  private let count: Int
  private let depth: Int
  private let body: @Sendable (Int) throws -> Value
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "shotmark.ahead", attributes: .concurrent)

  /// - Parameters:
  ///   - count: how many values there are.
  ///   - depth: how many are being made or wait to be taken, at least 1.
  ///   - body: makes one; called from any thread, several at a time.
  package init(_ count: Int, depth: Int, _ body: @escaping @Sendable (Int) throws -> Value) {
    self.count = max(0, count)
    self.depth = max(1, depth)
    self.body = body
  }

  /// The next value; `nil` behind the last one.
  ///
  /// - Throws: what making it threw; the ones behind it can still be taken.
  package func next() throws -> Value? {
    begin()
    guard let slot = state.withLock({ $0.slots.isEmpty ? nil : $0.slots.removeFirst() }) else { return nil }
    let value = try slot.take()
    begin()
    return value
  }

  /// Begins with as many as may be under way.
  private func begin() {
    state.withLock { state in
      while state.slots.count < depth, state.next < count {
        let (slot, index) = (Slot(), state.next)
        state.next += 1
        state.slots.append(slot)
        queue.async { [body] in slot.make { try body(index) } }
      }
    }
  }
}
