#if canImport(Glibc)
  import Glibc
#endif

/// Numbers that C works on, 0 at first, beginning at a register's boundary. Not safe to share: whoever holds them sees
/// to it that no two threads write the same ones.
final class Numbers<Element>: @unchecked Sendable {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  /// - Throws: `ConvNetError.tooLarge` where there is no memory for them.
  init(_ count: Int) throws {
    let size = max(64, count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride).partialValue)
    var block: UnsafeMutableRawPointer?
    guard count >= 0, posix_memalign(&block, 64, size) == 0, let block else {
      throw ConvNetError.tooLarge(bytes: size)
    }
    memset(block, 0, size)
    (start, self.count) = (block.bindMemory(to: Element.self, capacity: max(1, count)), count)
  }

  deinit { free(start) }

  /// All of them.
  var array: [Element] { Array(UnsafeBufferPointer(start: start, count: count)) }
}

/// What flows between two layers: the values of some images, and in training the loss's derivatives by them.
struct Flow {
  let shape: ImageShape
  let values: Numbers<Float>
  let gradient: Numbers<Float>?

  init(_ shape: ImageShape, images: Int, hasGradient: Bool) throws {
    self.shape = shape
    values = try Numbers(shape.count * images)
    gradient = hasGradient ? try Numbers(shape.count * images) : nil
  }
}
