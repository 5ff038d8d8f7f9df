/// Finds shots in sound that comes in blocks, with whatever model: the same whatever the blocks' sizes, in bounded
/// memory. Not safe to use from two threads at once.
public protocol StreamDetector: AnyObject {
  /// Samples at 16 kHz heard of the sound at hand.
  var length: Int { get }
  /// Goes on with samples at 16 kHz.
  ///
  /// - Returns: detections that nothing changes any more, ascending, behind all that were given before.
  /// - Throws: what the model throws; the detector is of no use then.
  func append(_ more: UnsafeBufferPointer<Float>) throws -> [Detection]
  /// The rest; the detector has heard nothing afterwards.
  func finish() throws -> [Detection]
}

extension WindowDetector: StreamDetector {}
