#if canImport(Glibc)
  import Glibc
#endif

let console = Console()
Interruption.watch { console.farewell() }
let words = CommandLine.unsafeArgv.words(count: Int(CommandLine.argc))
let status = Command(subcommands: Subcommands.ready, console: console).run(words)
// Other threads may still be at work, on an outline or a digest: no library may take down under them what they use, as
// `exit` would have it.
fflush(nil)
_exit(status)

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
