/// Floats that begin at a multiple of 64 bytes, as the widest vectors want them; zeros at first.
///
/// Whoever makes them writes them before anybody else reads: from then on they are read from any thread.
final class AlignedFloats: @unchecked Sendable {
  let count: Int
  let address: UnsafeMutablePointer<Float>
  private let memory: UnsafeMutableRawPointer

  init(_ count: Int) {
    self.count = count
    memory = .allocate(byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64)
    address = memory.bindMemory(to: Float.self, capacity: count)
    address.initialize(repeating: 0, count: count)
  }

  deinit { memory.deallocate() }

  /// Calls `body` with `count` floats of its own, aligned likewise, whose values are not set.
  static func withScratch<Result>(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64) {
      raw in
      let floats = raw.bindMemory(to: Float.self)
      if let address = floats.baseAddress { return body(address) }
      let spare = AlignedFloats(count)
      return withExtendedLifetime(spare) { body(spare.address) }
    }
  }
}
