/// The name of one random decision: whoever names it the same way gets the same numbers.
///
/// Nothing random in Shotmark depends on an order or a position in a list: a key is built from what the
/// decision is about (seed, recording, label, onset, copy, step), and its generator is used for that alone.
/// So threads, shards and repeated runs never change a byte.
///
///     let lead = RandomKey(seed: 7).adding("lead").adding(path.bytes).adding(onset).generator()
public struct RandomKey: Hashable, Sendable {
  @usableFromInline
  let state: UInt64

  @inlinable
  init(state: UInt64) { self.state = state }

  /// The key that all others of a run begin with.
  @inlinable
  public init(seed: UInt64) { state = RandomKey.mix(seed &+ 0x9E37_79B9_7F4A_7C15) }

  /// A key that also names `number`.
  @inlinable
  public func adding(_ number: UInt64) -> RandomKey {
    RandomKey(
      state: RandomKey.mix((state ^ RandomKey.mix(number &+ 0xD1B5_4A32_D192_ED03)) &* 0xF135_7AEA_2E62_A9C5))
  }

  /// A key that also names `number`.
  @inlinable
  public func adding(_ number: Int) -> RandomKey { adding(UInt64(bitPattern: Int64(number))) }

  /// A key that also names `bytes`; their count is part of the name, so that `ab, c` differs from `a, bc`.
  @inlinable
  public func adding(_ bytes: some Sequence<UInt8>) -> RandomKey {
    var key = self
    var word: UInt64 = 0
    var count = 0
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      count += 1
      if count & 7 == 0 {
        key = key.adding(word)
        word = 0
      }
    }
    return key.adding(word).adding(count)
  }

  /// A key that also names `text`, as UTF-8.
  @inlinable
  public func adding(_ text: String) -> RandomKey { adding(text.utf8) }

  /// The key as a number: uniform over all 64-bit values, so it serves to rank candidates fairly.
  @inlinable
  public var value: UInt64 { RandomKey.mix(state &+ 0x2545_F491_4F6C_DD1D) }

  /// A generator for this decision.
  @inlinable
  public func generator() -> KeyedGenerator { KeyedGenerator(state: state) }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
  @inlinable
  static func mix(_ input: UInt64) -> UInt64 {
    var word = input
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
