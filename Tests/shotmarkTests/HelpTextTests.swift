import Testing
import shotmark

@Suite("Help")
struct HelpTextTests {
  @Test("The help of the whole command is the one recorded")
  func whole() throws { try Golden.expect(Program.shotmark("--help").text, "help/shotmark.txt") }

  @Test(
    "Each subcommand's help is the one recorded, by --help and by shotmark help",
    arguments: Subcommands.ready.map(\.name))
  func each(name: String) throws {
    let table = try #require(Subcommands.all.first { $0.name == name })
    let words = table.words.map { Array($0.utf8) }
    let help = try Program.run(Program.shotmark, words + [Array("--help".utf8)])
    #expect(help.status == 0 && help.errors.isEmpty)
    try Golden.expect(help.text, "help/\(table.pageName).txt")
    #expect(try Program.run(Program.shotmark, [Array("help".utf8)] + words).text == help.text)
  }

  @Test(
    "No line of any help is wider than 80 columns, but for what cannot be broken",
    arguments: Subcommands.all.map(\.name))
  func width(name: String) throws {
    let table = try #require(Subcommands.all.first { $0.name == name })
    let examples = Set(table.examples.map { "  \($0.line)" })
    for line in HelpText.text(of: table).split(separator: "\n") where !examples.contains(String(line)) {
      #expect(line.count <= 80, "\(line)")
    }
  }

  @Test("Tables keep the house's style", arguments: Subcommands.all.map(\.name))
  func style(name: String) throws {
    let table = try #require(Subcommands.all.first { $0.name == name })
    let sentences = [table.summary] + table.options.map(\.help)
    for text in sentences + table.arguments.map(\.help) {
      #expect(text.first?.isUppercase == true || table.arguments.contains { $0.help == text }, "\(text)")
      #expect(!text.hasSuffix("."), "\(text)")
    }
    #expect(Set(table.options.map(\.long)).count == table.options.count)
    let letters = table.options.compactMap(\.short)
    #expect(Set(letters).count == letters.count)
    #expect(table.arguments.dropLast().allSatisfy { $0.count == .one })
    for example in table.examples { #expect(example.line.contains("shotmark ")) }
    let names = Set(Subcommands.all.map(\.name))
    #expect(table.seeAlso.allSatisfy { names.contains($0) && $0 != table.name })
  }
}
