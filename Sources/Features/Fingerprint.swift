import Basis

/// What remains of a recording to recognise its content by: which side of zero its 300–1300 Hz band is on, 8000 times a
/// second, and anchors where other copies of it have theirs.
///
/// 1.1 kB a second for the signs and about 0.8 kB for the anchors. Signs know nothing of gain, and all moments count alike:
/// a quiet room between two shots identifies a recording as well as the shots do. The correlation of two sounds follows from
/// the part of equal signs by the arcsine law (Van Vleck and Middleton: The spectrum of clipped noise, 1966).
public struct Fingerprint: Sendable {
  /// Samples at 16 kHz from one sign to the next.
  static let step = 2

  /// A peak of the band's magnitude within 6 ms, and the signs around it.
  struct Anchor: Equatable, Sendable {
    /// The sample at 16 kHz.
    var position: UInt32
    /// `keyBits` signs around it, against its own.
    var key: UInt32
    /// The signs of `key` that lie closest to zero, and may come out otherwise in a copy.
    var doubtful: UInt32
  }

  /// Signs that a key holds.
  static let keyBits = 20
  /// Signs of a key that are marked as doubtful.
  static let doubtfulBits = 8

  /// Samples of the recording at 16 kHz.
  public let length: Int
  /// The signs.
  let tape: SignTape
  /// The anchors in the order of their positions.
  let anchors: [Anchor]

  /// The fingerprint of all samples at once.
  public init(_ samples: [Float]) {
    var builder = FingerprintBuilder()
    builder.append(samples)
    self = builder.finish()
  }

  init(length: Int, tape: SignTape, anchors: [Anchor]) {
    self.length = length
    self.tape = tape
    self.anchors = anchors
  }

  /// Words that a recording of `length` samples has.
  static func words(_ length: Int) -> Int {
    let samples = step * SignTape.wordLength
    return (length + samples - 1) / samples
  }

  /// Whether the band is above 0 at each sign.
  package var signs: [Bool] {
    (0..<(length + Fingerprint.step - 1) / Fingerprint.step).map {
      tape.signs[$0 / 64] >> UInt64($0 % 64) & 1 == 1
    }
  }

  /// Where the anchors are, in samples at 16 kHz.
  package var anchorPositions: [Int] { anchors.map { Int($0.position) } }

  /// Bytes in memory, about.
  public var byteCount: Int { tape.count * 9 + anchors.count * 12 }
}

extension Fingerprint: Equatable {
  /// Whether both say the same of the same length.
  public static func == (left: Fingerprint, right: Fingerprint) -> Bool {
    left.length == right.length && left.anchors == right.anchors
      && left.tape.signs.elementsEqual(right.tape.signs) && left.tape.sounds.elementsEqual(right.tape.sounds)
  }
}

extension Fingerprint.Anchor {
  /// The key, and those with one or two of its doubtful signs turned: 37 of them.
  @inline(__always)
  func forEachKey(_ body: (UInt32) -> Void) {
    body(key)
    var outer = doubtful
    while outer != 0 {
      let one = outer & (~outer &+ 1)
      outer ^= one
      body(key ^ one)
      var inner = outer
      while inner != 0 {
        let two = inner & (~inner &+ 1)
        inner ^= two
        body(key ^ one ^ two)
      }
    }
  }
}
