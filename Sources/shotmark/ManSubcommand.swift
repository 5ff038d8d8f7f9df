import Basis
import Files

extension Subcommand {
  private static let folder = Argument(
    "DIR", .folder, .optional, "Where the pages are written; without it shotmark.1 goes to standard output")

  static let man = Subcommand(
    name: "man",
    summary: "Write the manual pages",
    description: [
      "Writes shotmark.1 and one page for each subcommand, made from the same table as --help."
    ],
    arguments: [folder],
    examples: [
      Example("shotmark man | man -l -", "Read the manual without installing it."),
      Example("shotmark man /usr/local/share/man/man1", "Install all pages."),
    ],
    seeAlso: ["help", "completions"],
    run: { arguments, console in
      let pages = ManualPage.all(Subcommands.ready)
      guard let folder = arguments.all(folder).first else {
        console.write(Array((pages.first?.text ?? "").utf8))
        return .success
      }
      try FileSystem.makeFolder(folder)
      for page in pages { try AtomicFile.write(Array(page.text.utf8), to: folder.appending(page.fileName)) }
      console.note("\(pages.count) pages in \(folder)")
      return .success
    })
}
