import Basis
import Testing
import shotmark

@Suite("Values of options")
struct OptionValueTests {
  private func refused<Value>(_ kind: ValueKind<Value>, _ text: String) -> Bool {
    do {
      _ = try kind.read(Array(text.utf8))
      return false
    } catch let error as UnreadableValue { return !error.what.isEmpty && !error.remedy.isEmpty } catch {
      return false
    }
  }

  @Test("Counts are digits within their range")
  func counts() throws {
    let kind = ValueKind<Int>.count(in: -3...1024)
    for (text, number) in [("0", 0), ("007", 7), ("1024", 1024), ("-3", -3)] {
      #expect(try kind.read(Array(text.utf8)) == number)
    }
    for text in [
      "", "-", "1k", "1.0", " 1", "1 ", "+1", "0x1", "1025", "-4", "٣", "99999999999999999999", "--1",
    ] {
      #expect(refused(kind, text), "\(text)")
    }
  }

  @Test("A size is a number of bytes, with a unit or without")
  func sizes() throws {
    let kind = ValueKind<Int>.size(in: 1...1 << 40)
    for (text, number) in [
      ("1", 1), ("65536", 65536), ("64K", 65536), ("64k", 65536), ("1M", 1 << 20), ("3g", 3 << 30),
      ("1024G", 1 << 40),
    ] {
      #expect(try kind.read(Array(text.utf8)) == number)
    }
    for text in [
      "", "K", "0", "0K", "-1", "1.5M", "1KB", "1KiB", "1 K", "K1", "1T", "1025G", "99999999999999999999",
      "9999999999999999G", "1\u{B}", "٣K",
    ] {
      #expect(refused(kind, text), "\(text)")
    }
  }

  @Test("A seed is any whole number of 64 bits")
  func seeds() throws {
    #expect(try ValueKind<UInt64>.seed.read(Array("18446744073709551615".utf8)) == .max)
    for text in ["", "-1", "18446744073709551616", "banana", "1e3"] {
      #expect(refused(.seed, text), "\(text)")
    }
  }

  @Test("A span is two numbers in order")
  func spans() throws {
    let kind = ValueKind<ClosedRange<Int>>.span(in: 0...4096, example: "0:3072")
    #expect(try kind.read(Array("0:3072".utf8)) == 0...3072)
    #expect(try kind.read(Array("5:5".utf8)) == 5...5)
    for text in ["10:5", "", ":", "5", "1:2:3", "-1:5", "0:4097", "a:b", "1:", ":1"] {
      #expect(refused(kind, text), "\(text)")
    }
  }

  @Test("Numbers are decimal, finite and within their range")
  func numbers() throws {
    let kind = ValueKind<Double>.number(in: 0...10, named: "X")
    for (text, number) in [("0.5", 0.5), ("1e-5", 1e-5), ("10", 10)] {
      #expect(try kind.read(Array(text.utf8)) == number)
    }
    for text in ["", "nan", "inf", "0x1", "-1", "10.1", "1,5", "1e999", "."] {
      #expect(refused(kind, text), "\(text)")
    }
  }

  @Test("A label is a word that can name a folder and a file")
  func labels() throws {
    #expect(try ValueKind<String>.label.read(Array("GUN_1-b".utf8)) == "GUN_1-b")
    for text in [
      "", ".", "..", "-x", "a/b", "a,b", "a b", "a\"b", "a\nb", String(repeating: "a", count: 101),
    ] {
      #expect(refused(.label, text), "\(text)")
    }
    #expect(throws: UnreadableValue.self) { try ValueKind<String>.label.read([0xFF]) }
  }

  @Test("One of a few words may be cut short as long as it is clear")
  func words() throws {
    let kind = ValueKind<String>.word(["balanced", "balanced-subsample", "none"], named: "WHICH")
    #expect(try kind.read(Array("no".utf8)) == "none")
    #expect(try kind.read(Array("balanced".utf8)) == "balanced")
    for text in ["", "bal", "nothing"] { #expect(refused(kind, text), "\(text)") }
    #expect(ChoiceWords.word("hannSymmetric") == "hann-symmetric")
  }

  @Test("Values with commas between are read one by one")
  func lists() throws {
    let kind = ValueKind<Int>.list(of: .count(in: 1...99))
    #expect(try kind.read(Array("10,20,30".utf8)) == [10, 20, 30])
    for text in ["", "1,", ",1", "1,,2", "1 ,2"] { #expect(refused(kind, text), "\(text)") }
  }
}
