#if canImport(Glibc)
  import Glibc
#endif

/// Memory that begins at a cache line, filled by its maker and only read afterwards.
final class AlignedBytes: @unchecked Sendable {
  let start: UnsafeMutableRawPointer

  private static let hugePage = 1 << 21

  init(count: Int, zeroed: Bool = false) {
    let isLarge = count >= AlignedBytes.hugePage
    start = .allocate(byteCount: max(64, count), alignment: isLarge ? AlignedBytes.hugePage : 64)
    // Codes are read all over the place: with pages of 4 KiB, finding the page costs as much as the byte.
    if isLarge { madvise(start, count, MADV_HUGEPAGE) }
    if zeroed { start.initializeMemory(as: UInt8.self, repeating: 0, count: max(64, count)) }
  }

  deinit { start.deallocate() }
}
