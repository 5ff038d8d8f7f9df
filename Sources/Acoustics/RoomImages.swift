#if canImport(Glibc)
  import Glibc
#endif

/// The image sources of a room: its source mirrored in its walls, and the images in theirs.
struct RoomImages {
  /// The room's size, source and microphone, within their bounds.
  let size, source, microphone: SIMD3<Double>
  /// Metres of the direct path.
  let direct: Double
  /// The part of a sound's amplitude that one wall throws back, below and above.
  let lowReflection, highReflection: Double

  init(_ room: RoomResponse) {
    let size = room.size.clamped(lowerBound: SIMD3(repeating: 1), upperBound: SIMD3(repeating: 200))
    let margin = SIMD3(repeating: 0.1)
    self.size = size
    source = room.source.clamped(lowerBound: margin, upperBound: size - margin)
    microphone = room.microphone.clamped(lowerBound: margin, upperBound: size - margin)
    direct = max(0.3, RoomImages.length(source - microphone))
    lowReflection = RoomImages.reflection(size, decay: room.lowDecay)
    highReflection = RoomImages.reflection(size, decay: room.highDecay)
  }

  /// Walls that give a room its decay: −ln(energy kept) = 0.161 · volume / (surface · decay) (C. F. Eyring: Reverberation
  /// time in "dead" rooms, 1930; Sabine's formula where little is lost).
  private static func reflection(_ size: SIMD3<Double>, decay: Double) -> Double {
    let (volume, surface) = RoomResponse.measures(size)
    return exp(-0.161 * volume / (surface * DiffuseTail.held(decay)) / 2)
  }

  private static func length(_ vector: SIMD3<Double>) -> Double { (vector * vector).sum().squareRoot() }

  /// Calls `body` with the path in metres and the number of walls on it, for every image but the source itself whose path
  /// is no longer than `limit`.
  func forEach(within limit: Double, _ body: (_ distance: Double, _ bounces: Int) -> Void) {
    let axes = (0..<3).map { axis in images(axis, within: limit) }
    for x in axes[0] {
      for y in axes[1] where x.square + y.square <= limit * limit {
        for z in axes[2] {
          let (square, bounces) = (x.square + y.square + z.square, x.bounces + y.bounces + z.bounces)
          if bounces > 0, square <= limit * limit { body(max(direct, square.squareRoot()), bounces) }
        }
      }
    }
  }

  /// Along one axis: the image 2nL ± s has met |n| and |n − p| walls (p is 1 where it is mirrored).
  private func images(_ axis: Int, within limit: Double) -> [(square: Double, bounces: Int)] {
    let most = Int((limit / (2 * size[axis])).rounded(.up)) + 1
    return (-most...most).flatMap { turn in
      [0, 1].map { mirrored in
        let place = 2 * Double(turn) * size[axis] + (mirrored == 1 ? -source[axis] : source[axis])
        let way = place - microphone[axis]
        return (way * way, abs(turn) + abs(turn - mirrored))
      }
    }
  }
}
