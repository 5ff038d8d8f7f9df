import Basis

/// What remains of a recording to recognise its content by: which side of zero its 250–1250 Hz band is on, 4000 times a
/// second, and anchors where other copies of it have theirs.
///
/// 500 bytes for the signs and about 700 for the anchors a second. Signs know nothing of gain, and all moments count alike:
/// a quiet room between two shots identifies a recording as well as the shots do.
/// Correlation follows from the part of equal signs by the arcsine law (Van Vleck and Middleton 1966).
public struct Fingerprint: Equatable, Sendable {
  /// Samples at 16 kHz from one sign to the next.
  static let step = 4
  /// Signs in a word, 16 ms.
  static let wordLength = 64

  /// A peak of the band's magnitude within 8 ms, and the signs around it.
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
  /// The signs, the first in the lowest bit; ones where the band is above 0.
  let words: [UInt64]
  /// One bit a word: whether the band sounds there at all.
  let sounding: [UInt64]
  /// The anchors in the order of their positions.
  let anchors: [Anchor]

  /// The fingerprint of all samples at once.
  public init(_ samples: [Float]) {
    var builder = FingerprintBuilder()
    builder.append(samples)
    self = builder.finish()
  }

  init(length: Int, words: [UInt64], sounding: [UInt64], anchors: [Anchor]) {
    self.length = length
    self.words = words
    self.sounding = sounding
    self.anchors = anchors
  }

  /// Bytes in memory, about.
  public var byteCount: Int { (words.count + sounding.count) * 8 + anchors.count * 12 }

  /// Appends the words and whether each sounds, between margins, as `SignTape` wants them.
  func appendTape(_ tape: inout [UInt64], _ sounds: inout [UInt8]) {
    tape.append(contentsOf: repeatElement(0, count: SignTape.margin))
    sounds.append(contentsOf: repeatElement(0, count: SignTape.margin))
    tape += words
    for word in words.indices { sounds.append(UInt8(sounding[word >> 6] >> UInt64(word & 63) & 1)) }
    tape.append(contentsOf: repeatElement(0, count: SignTape.margin))
    sounds.append(contentsOf: repeatElement(0, count: SignTape.margin))
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
