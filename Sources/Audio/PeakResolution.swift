/// How fine the finest level of a pyramid is.
package struct PeakResolution: Sendable {
  /// Frames in a block of a recording that is not too long for that.
  var finestLength = 512
  /// The most blocks: longer recordings have blocks of twice, four times, … as many frames. So 10 hours at 48 kHz take
  /// 14 MB, and none more than 18.
  var mostBlocks = 1 << 21

  /// What every pyramid is built with.
  static let standard = PeakResolution()

  private init() {}

  /// A coarser one, to try long recordings without their length.
  package init(finestLength: Int, mostBlocks: Int) {
    (self.finestLength, self.mostBlocks) = (finestLength, mostBlocks)
  }

  /// Frames in a block of a recording with `frames` frames.
  func blockLength(frames: Int) -> Int {
    var length = finestLength
    while frames / length >= mostBlocks { length *= 2 }
    return length
  }
}
