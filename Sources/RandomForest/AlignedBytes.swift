/// Memory that begins at a cache line, filled by its maker and only read afterwards.
final class AlignedBytes: @unchecked Sendable {
  let start: UnsafeMutableRawPointer

  init(count: Int, zeroed: Bool = false) {
    start = .allocate(byteCount: max(64, count), alignment: 64)
    if zeroed { start.initializeMemory(as: UInt8.self, repeating: 0, count: max(64, count)) }
  }

  deinit { start.deallocate() }
}
