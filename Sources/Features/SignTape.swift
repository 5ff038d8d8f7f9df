/// The signs of a recording's band as comparisons read them: with words of zeros before and behind, so that places a little
/// beyond the ends may be looked at. Never changes once made.
final class SignTape: @unchecked Sendable {
  /// Words of zeros on either side: room for the longest lag and a word more.
  static let margin = 20
  /// Signs in a word.
  static let wordLength = 64

  /// The words, margins included; the first sign of a word is its lowest bit, one where the band is above 0.
  let words: UnsafePointer<UInt64>
  /// 1 for each word in which the band sounds; without margins.
  let sounding: UnsafePointer<UInt8>
  /// Words without margins.
  let count: Int

  /// Signs without margins.
  var signCount: Int { count * SignTape.wordLength }

  init(_ signs: [UInt64], sounding sounds: [UInt8]) {
    count = signs.count
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: count + 2 * SignTape.margin)
    words.initialize(repeating: 0, count: count + 2 * SignTape.margin)
    for (index, word) in signs.enumerated() { words[SignTape.margin + index] = word }
    self.words = UnsafePointer(words)
    let sounding = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, count))
    sounding.initialize(repeating: 0, count: max(1, count))
    for (index, sound) in sounds.prefix(count).enumerated() { sounding[index] = sound }
    self.sounding = UnsafePointer(sounding)
  }

  deinit {
    words.deallocate()
    sounding.deallocate()
  }

  /// Where sign `index` lies, counted from the margin's beginning.
  @inline(__always)
  static func bit(_ index: Int) -> Int { index + margin * wordLength }

  /// The words without margins.
  var signs: UnsafeBufferPointer<UInt64> { UnsafeBufferPointer(start: words + SignTape.margin, count: count) }
  /// Whether each of them sounds, 1 or 0.
  var sounds: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: sounding, count: count) }
}
