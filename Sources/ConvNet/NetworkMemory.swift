#if canImport(Glibc)
  import Glibc
#endif

extension NetworkDescription {
  /// Refuses what does not fit into this machine's memory, before any of it is asked for.
  ///
  /// - Parameters:
  ///   - images: of a batch; 0 for the weights alone.
  ///   - copies: rows of weights and the like.
  /// - Throws: `ConvNetError.tooLarge`, `ConvNetError.tooNarrow`.
  func checkMemory(width: Int, images: Int, copies: Int, isTraining: Bool) throws {
    guard let shapes = shapes(width: width), let weights = weights(width: width) else {
      throw ConvNetError.tooNarrow(width: width, least: leastWidth)
    }
    // In floating point nothing overflows. A normalisation has results of its own, and every result a gradient.
    let cells = shapes.reduce(Double(height) * Double(width)) {
      $0 + Double($1.height) * Double($1.width) * Double($1.channels)
    }
    let numbers = weights.reduce(0.0) { sum, shape in sum + shape.shape.reduce(1.0) { $0 * Double($1) } }
    let bytes = 4 * (cells * Double(images) * (isTraining ? 4 : 1) + numbers * Double(copies))
    let memory = Double(max(1, sysconf(Int32(_SC_PHYS_PAGES)))) * Double(max(1, sysconf(Int32(_SC_PAGESIZE))))
    if bytes > memory { throw ConvNetError.tooLarge(bytes: bytes < 9e18 ? Int(bytes) : .max) }
  }
}
