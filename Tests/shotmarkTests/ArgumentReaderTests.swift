import Basis
import Testing
import shotmark

@Suite("Reading arguments")
struct ArgumentReaderTests {
  private let lead = Option("lead", .span(in: 0...4096, example: "0:3072"), .optional, "Lead")
  private let length = Option("length", short: "l", .count(in: 1...9999), .standard(7, shown: "7"), "Length")
  private let from = Option("from", short: "f", .folder, .repeated, "From")
  private let dry = Flag("dry-run", short: "n", "Dry")
  private let loud = Flag("loud", "Loud")

  private func read(_ words: String...) throws -> (Arguments, [String]) {
    var arguments = Arguments()
    let reader = ArgumentReader([lead, length, from, dry, loud])
    let reading = try reader.read([Array("test".utf8)] + words.map { Array($0.utf8) }, into: &arguments)
    return (arguments, reading.positional.map { String(decoding: $0, as: UTF8.self) })
  }

  @Test("Every customary spelling of an option says the same")
  func spellings() throws {
    for words in [
      ["--length=12"], ["--length", "12"], ["--len", "12"], ["-l12"], ["-l", "12"], ["-nl", "12"],
    ] {
      var arguments = Arguments()
      let reader = ArgumentReader([lead, length, from, dry, loud])
      _ = try reader.read([Array("test".utf8)] + words.map { Array($0.utf8) }, into: &arguments)
      #expect(arguments.optional(length) == 12)
    }
  }

  @Test("Of a repeated option the last counts, or all")
  func repeats() throws {
    let (arguments, _) = try read("-l1", "--from=a", "-l", "2", "-f", "b")
    #expect(arguments.optional(length) == 2)
    #expect(arguments.all(from) == ["a", "b"])
    #expect(!arguments.has(dry))
  }

  @Test("Arguments keep their order between options; - is one, and so is all behind --")
  func positional() throws {
    let (arguments, words) = try read("a", "-n", "-", "--lead", "1:2", "b", "--", "-n", "--lead")
    #expect(words == ["a", "-", "b", "-n", "--lead"])
    #expect(arguments.has(dry))
    #expect(arguments.optional(lead) == 1...2)
  }

  @Test("A value may begin with a dash")
  func dash() throws {
    let (arguments, _) = try read("--from", "-n", "-f", "--")
    #expect(arguments.all(from) == ["-n", "--"])
    #expect(!arguments.has(dry))
  }

  @Test("Without being given an option has its default")
  func defaults() throws {
    let (arguments, _) = try read()
    #expect(try arguments.value(length) == 7)
    #expect(arguments.optional(lead) == nil)
    #expect(throws: UsageError.self) { try arguments.value(lead) }
  }

  /// The refusal's words.
  private func refusal(_ words: String...) -> String? {
    var arguments = Arguments()
    let reader = ArgumentReader([lead, length, from, dry, loud])
    do {
      _ = try reader.read([Array("test".utf8)] + words.map { Array($0.utf8) }, into: &arguments)
      return nil
    } catch let error as UsageError { return error.what } catch { return "\(error)" }
  }

  @Test("The word that was refused is named, whatever stands around it")
  func refusals() {
    #expect(refusal("a", "-n", "--nothing", "b") == "there is no option --nothing")
    #expect(refusal("a", "b", "-x") == "there is no option -x")
    #expect(refusal("-nx", "a") == "there is no option -x")
    #expect(refusal("-xn", "a") == "there is no option -x")
    #expect(refusal("--from", "-x", "-yn") == "there is no option -y")
    #expect(refusal("--from", "-x", "a", "-", "-yn") == "there is no option -y")
    #expect(refusal("-", "-y") == "there is no option -y")
    #expect(refusal("-nf") == "-f needs a value, DIR")
    #expect(refusal("a", "--from") == "--from needs a value, DIR")
    #expect(refusal("--l", "3") == "--l could be --lead or --length or --loud")
    #expect(refusal("--le=3") == "--le could be --lead or --length")
    #expect(refusal("--lou=3") == "--loud takes no value")
    #expect(refusal("--=3") != nil)
    #expect(refusal("-\u{FF}") != nil)
  }

  @Test("Drawn command lines are read, or refused in words, and never lose a word")
  func drawn() {
    let pieces = [
      "--from", "-f", "x", "-n", "--", "-", "--len=3", "-l", "4", "--lou", "-nl5", "--bad", "-nz", "", "-fz",
    ]
    for trial in 0..<2000 {
      var generator = RandomKey(seed: 1).adding("words").adding(trial).generator()
      let words = (0..<generator.below(7)).map { _ in pieces[generator.below(pieces.count)] }
      var arguments = Arguments()
      let reader = ArgumentReader([lead, length, from, dry, loud])
      do {
        let reading = try reader.read([Array("test".utf8)] + words.map { Array($0.utf8) }, into: &arguments)
        #expect(reading.positional.count + arguments.all(from).count <= words.count)
        #expect(!words.prefix { $0 != "--" }.contains("--bad") || arguments.all(from).contains("--bad"))
      } catch {
        #expect(error is UsageError, "\(words): \(error)")
      }
    }
  }
}
