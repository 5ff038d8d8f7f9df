import Screen
import Testing

@Suite("Characters that a terminal shows") struct GlyphTierTests {
  @Test("Braille in UTF-8, half blocks on the Linux console, ASCII elsewhere")
  func tiers() {
    #expect(GlyphTier(isUTF8: true, terminal: "xterm-256color") == .braille)
    #expect(GlyphTier(isUTF8: true, terminal: "linux") == .halfBlocks)
    #expect(GlyphTier(isUTF8: true, terminal: "linux-16color") == .halfBlocks)
    #expect(GlyphTier(isUTF8: false, terminal: "xterm-256color") == .ascii)
    #expect(GlyphTier.ascii < .halfBlocks && GlyphTier.halfBlocks < .braille)
  }

  @Test("Every character has an ASCII one in its place, and ASCII itself stays")
  func ascii() {
    for value: UInt32 in 0x20...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = GlyphTier.ascii(for: scalar)
      #expect((0x20...0x7E).contains(shown.value), "\(value)")
      if scalar.isASCII, value != 0x7F { #expect(shown == scalar) }
    }
    #expect(String(String.UnicodeScalarView("│─┌·×█⠀⣿".unicodeScalars.map(GlyphTier.ascii))) == "|-+.x# :")
  }
}
