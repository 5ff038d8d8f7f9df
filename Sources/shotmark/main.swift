#if canImport(Glibc)
  import Glibc
#endif

let console = Console()
Interruption.watch { console.farewell() }
let words = CommandLine.unsafeArgv.words(count: Int(CommandLine.argc))
exit(Command(subcommands: Subcommands.ready, console: console).run(words))

extension UnsafeMutablePointer<UnsafeMutablePointer<Int8>?> {
  /// The words of a command line as bytes: they need not be UTF-8.
  fileprivate func words(count: Int) -> [[UInt8]] {
    (0..<count).compactMap { index in
      self[index].map { word in
        UnsafeBufferPointer(start: word, count: strlen(word)).map { UInt8(bitPattern: $0) }
      }
    }
  }
}
