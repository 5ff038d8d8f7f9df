import Audio
import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// `shotmark annotate`, started from a shell in a terminal of its own.
struct AnnotatingSession {
  let terminal: Terminal
  private let folder: TemporaryFolder

  /// Starts it on recordings below `root`; tag files, state and cache are in `folder`.
  init(
    _ recordings: String, in folder: TemporaryFolder, root: Path? = nil, columns: Int = 100, rows: Int = 30
  ) throws {
    self.folder = folder
    let variables = [
      "PS1": "% ", "LC_ALL": "C.UTF-8", "SHOTMARK": Program.shotmark.description,
      "XDG_STATE_HOME": folder.path.appending("state").description,
      "XDG_CACHE_HOME": folder.path.appending("cache").description,
      "XDG_CONFIG_HOME": folder.path.appending("configuration").description,
    ]
    terminal = try Terminal(
      ["bash", "--norc", "--noprofile"], columns: columns, rows: rows, environment: variables,
      in: root ?? folder.path)
    _ = terminal.wait { $0.contains("%") }
    let tags = folder.path.appending("tags")
    let number = folder.path.appending("number")
    terminal.type(
      "clear; sh -c 'echo $$ > \(number); exec \"$SHOTMARK\" annotate \(recordings) --tags \(tags) --sound none'\n"
    )
  }

  /// Ends terminal and program.
  func close() { terminal.close() }

  /// The screen as soon as it says `words`; an expectation that it does.
  @discardableResult
  func expect(_ words: String, _ location: SourceLocation = #_sourceLocation) -> String {
    let screen = terminal.wait { $0.contains(words) }
    #expect(screen.contains(words), "\(screen)", sourceLocation: location)
    return screen
  }

  /// Types keys and waits until the screen says what they lead to.
  func type(_ keys: String, until words: String, _ location: SourceLocation = #_sourceLocation) {
    terminal.type(keys)
    expect(words, location)
  }

  /// Leaves, and waits for the shell to tell the exit status.
  func quit(expecting status: Int32 = 0, _ location: SourceLocation = #_sourceLocation) {
    terminal.type("q")
    _ = terminal.wait { _ in terminal.value(of: "alternate_on") == "0" }
    expectStatus(status, location)
  }

  /// Lets the shell tell how the program ended; what is typed for it does not read like its answer.
  func expectStatus(_ status: Int32, _ location: SourceLocation = #_sourceLocation) {
    type("echo status''=$?\n", until: "status=\(status)\n", location)
  }

  /// Sends the program a signal, and waits until it is gone.
  func signal(_ number: Int32) throws {
    let text = String(
      decoding: try FileSystem.read(folder.path.appending("number")).prefix { $0 != 0x0A }, as: UTF8.self)
    let process = try #require(pid_t(text))
    kill(process, number)
    for _ in 0..<2400 where kill(process, 0) == 0 { usleep(50_000) }
    #expect(kill(process, 0) != 0)
  }

  /// A range recording: quiet noise, and a bang at each of `seconds`.
  static func write(_ name: Path, bangs seconds: [Double], in folder: TemporaryFolder) throws {
    var state: UInt32 = 12_345
    func noise() -> Float {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Float(Int32(bitPattern: state)) / 2_147_483_648
    }
    var samples = (0..<48_000).map { _ in 0.002 * noise() }
    for second in seconds {
      let start = Int(second * 16_000)
      for index in 0..<2400 { samples[start + index] += 0.6 * noise() * exp(-Float(index) / 400) }
    }
    try FileSystem.makeFolder(folder.path.appending(name).folder)
    try WAV.writePCM16(samples, to: folder.path.appending(name))
  }

  /// A mono WAV file of 24 bits a sample at 16 kHz.
  static func pcm24(_ samples: [Float]) -> [UInt8] {
    func little(_ number: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    let data = samples.flatMap { little(Int(max(-1, min($0, 0.999)) * 8_388_608), 3) }
    let form =
      little(1, 2) + little(1, 2) + little(16_000, 4) + little(48_000, 4) + little(3, 2) + little(24, 2)
    return Array("RIFF".utf8) + little(36 + data.count, 4) + Array("WAVEfmt ".utf8) + little(16, 4) + form
      + Array("data".utf8) + little(data.count, 4) + data
  }

  /// The onsets in `GUN.csv` of a recording, ascending.
  static func onsets(of recording: String, in folder: TemporaryFolder) throws -> [Int] {
    let file = folder.path.appending("tags/GUN.csv")
    guard FileSystem.exists(file) else { return [] }
    let lines = String(decoding: try FileSystem.read(file), as: UTF8.self).split(separator: "\n")
    return lines.filter { $0.hasPrefix(recording + ",") }.flatMap { line in
      line.split(separator: ",").dropFirst().compactMap { Int($0) }
    }
  }
}
