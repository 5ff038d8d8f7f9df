import Audio
import Basis
import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Annotating in a terminal", .serialized, .enabled(if: Terminal.isPossible, "\(Terminal.absent)"))
struct AnnotateScenarioTests {
  private typealias Session = AnnotatingSession

  /// A folder with one recording of three bangs.
  private static func made() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Session.write("range.wav", bangs: [0.5, 1.25, 2], in: folder)
    return folder
  }

  private static func onsets(_ folder: TemporaryFolder) throws -> [Int] {
    try Session.onsets(of: "range.wav", in: folder)
  }

  @Test("Enter accepts, Space snaps, m marks exactly here; leaving saves")
  func marking() throws {
    let folder = try Self.made()
    let session = try Session("range.wav", in: folder)
    defer { session.close() }
    session.expect("proposal 1")
    session.type("\n", until: "· 1 GUN ·")
    // Some milliseconds beside the last bang: what rises there is marked.
    session.type("/2.01\n", until: "#32160")
    session.type(" ", until: "· 2 GUN ·")
    session.type("/0.25\nm", until: "· 3 GUN ·")
    session.quit()
    let onsets = try Self.onsets(folder)
    #expect(onsets.count == 3 && onsets.first == 4000)
    for (onset, bang) in zip(onsets.dropFirst(), [8000, 32_000]) { #expect(abs(onset - bang) <= 32) }
  }

  @Test("A list names the recordings of the queue")
  func list() throws {
    let folder = try Self.made()
    try Session.write("b/other.wav", bangs: [1], in: folder)
    try folder.write("range.wav,8000\nb/other.wav\n", as: "queue.csv")
    let session = try Session("queue.csv", in: folder)
    defer { session.close() }
    session.expect("recording 1 of 2 · b/other.wav")
    session.type("}", until: "recording 2 of 2 · range.wav")
    session.quit()
  }

  @Test(
    "Recordings of every kind are shown: one sample, stereo, beyond full scale, 24 bits; an empty one is told"
  )
  func kinds() throws {
    let folder = try TemporaryFolder()
    let tone = (0..<32_000).map { Float($0 % 40) / 20 - 1 }
    try folder.write(WAV.bytes(pcm16: [0.5]).bytes, as: "1 one.wav")
    try folder.write(WAV.bytes(pcm16: tone, sampleRate: 16_000, channels: 2).bytes, as: "2 stereo.wav")
    try folder.write(WAV.bytes(pcm16: tone.map { 3 * $0 }).bytes, as: "3 clipped.wav")
    try folder.write(Session.pcm24(tone), as: "4 deep.wav")
    try folder.write([], as: "5 empty.wav")
    let session = try Session(".", in: folder)
    defer { session.close() }
    session.expect("1 one.wav")
    session.type("m", until: "· 1 GUN ·")
    session.type("n", until: "2 stereo.wav · 0:01.000")
    session.expect("stereo")
    session.type("m", until: "· 1 GUN ·")
    session.type("n", until: "3 clipped.wav · 0:02.000")
    session.type("m", until: "· 1 GUN ·")
    session.type("n", until: "4 deep.wav · 0:02.000")
    session.type("m", until: "· 1 GUN ·")
    session.type("n", until: "5 empty.wav")
    session.quit(expecting: 1)
    for name in ["1 one.wav", "2 stereo.wav", "3 clipped.wav", "4 deep.wav"] {
      #expect(try Session.onsets(of: name, in: folder).count == 1)
    }
  }

  @Test("A recording that is cut, replaced or gone while it is open is told on the status line")
  func changedWhileOpen() throws {
    let folder = try TemporaryFolder()
    for name in ["1 cut.wav", "2 replaced.wav", "3 gone.wav"] {
      try Session.write(Path(name), bangs: [0.5, 1.25, 2], in: folder)
    }
    let session = try Session(".", in: folder)
    defer { session.close() }
    session.expect("proposal 1")
    #expect(truncate(folder.path.appending("1 cut.wav").description, 5000) == 0)
    session.expect("1 cut.wav: changed on disk")
    session.type("}", until: "recording 2 of 3")
    session.expect("proposal 1")
    try FileSystem.rename(folder.path.appending("1 cut.wav"), to: folder.path.appending("2 replaced.wav"))
    session.expect("2 replaced.wav: changed on disk")
    session.type("}", until: "recording 3 of 3")
    session.expect("proposal 1")
    try FileSystem.remove(folder.path.appending("3 gone.wav"))
    session.expect("3 gone.wav: can no longer be found")
    session.type("\n", until: "· 1 GUN ·")
    session.quit()
  }

  @Test("A session that begins at a recording that can no longer be read goes to one that can, and tells")
  func unreadableLast() throws {
    let folder = try TemporaryFolder()
    try Session.write("a.wav", bangs: [0.5], in: folder)
    try Session.write("b.wav", bangs: [0.5], in: folder)
    let first = try Session(".", in: folder)
    first.expect("proposal 1")
    first.type("}", until: "recording 2 of 2 · b.wav")
    first.quit()
    first.close()
    try folder.write([], as: "b.wav")
    let second = try Session(".", in: folder)
    defer { second.close() }
    second.expect("recording 1 of 2 · a.wav")
    second.expect("b.wav: the recording is empty")
    second.quit(expecting: 1)
  }

  @Test("Killed, it goes on with every mark and all that can be undone")
  func killed() throws {
    let folder = try Self.made()
    let first = try Session("range.wav", in: folder)
    first.expect("proposal 1")
    first.type("\n", until: "· 1 GUN ·")
    first.type("\n", until: "· 2 GUN ·")
    try first.signal(SIGKILL)
    first.close()
    #expect(try Self.onsets(folder).isEmpty)
    let second = try Session("range.wav", in: folder)
    defer { second.close() }
    second.expect("· 2 GUN ·")
    second.type("u", until: "· 1 GUN ·")
    second.quit()
    let onsets = try Self.onsets(folder)
    #expect(onsets.count == 1 && abs((onsets.first ?? 0) - 8000) <= 32)
  }

  @Test(
    "SIGTERM and a lost connection save, and give the terminal back", arguments: [SIGTERM, SIGHUP, SIGINT])
  func terminated(signal: Int32) throws {
    let folder = try Self.made()
    let session = try Session("range.wav", in: folder)
    defer { session.close() }
    session.expect("proposal 1")
    session.type("\n", until: "· 1 GUN ·")
    try session.signal(signal)
    #expect(try Self.onsets(folder).count == 1)
    session.expectStatus(128 + signal)
    #expect(
      ["alternate_on", "cursor_flag", "mouse_any_flag"].map(session.terminal.value) == ["0", "1", "0"])
  }

  @Test("A second annotator is told of the first one, and changes nothing")
  func second() throws {
    let folder = try Self.made()
    let first = try Session("range.wav", in: folder)
    defer { first.close() }
    first.expect("proposal 1")
    let second = try Session("range.wav", in: folder)
    defer { second.close() }
    second.expect("another annotator has this folder open")
    second.expect("READ ONLY")
    second.type("m", until: "read only: somebody else has these tag files")
    second.quit()
    #expect(try Self.onsets(folder).isEmpty)
    first.type("\n", until: "· 1 GUN ·")
    first.quit()
    #expect(try Self.onsets(folder).count == 1)
  }

  @Test("What another program changes in a tag file meanwhile is taken over")
  func changed() throws {
    let folder = try Self.made()
    let session = try Session("range.wav", in: folder)
    defer { session.close() }
    session.expect("proposal 1")
    session.type("\n", until: "· 1 GUN ·")
    session.terminal.press("C-s")
    session.expect("· saved")
    let first = try #require(try Self.onsets(folder).first)
    try folder.write("range.wav,\(first),44000\n", as: "tags/GUN.csv")
    session.type("\n", until: "· 2 GUN ·")
    session.terminal.press("C-s")
    session.expect("1 change by somebody else taken over")
    session.expect("· 3 GUN ·")
    session.quit()
    let onsets = try Self.onsets(folder)
    #expect(onsets.count == 3 && onsets.first == first && onsets.last == 44_000)
  }

  @Test("A torn last line of the journal costs that mark at most, and is told")
  func torn() throws {
    let folder = try Self.made()
    let first = try Session("range.wav", in: folder)
    first.expect("proposal 1")
    first.type("\n", until: "· 1 GUN ·")
    first.type("\n", until: "· 2 GUN ·")
    try first.signal(SIGKILL)
    first.close()
    let state = folder.path.appending("state")
    let found = try FileSystem.files(below: state) { $0.description.hasSuffix(".journal") }
    let journal = state.appending(try #require(found.first))
    let size = try FileSystem.status(journal).size
    #expect(journal.withCString { truncate($0, off_t(size - 5)) } == 0)
    let second = try Session("range.wav", in: folder)
    defer { second.close() }
    second.expect("the last line of the journal is torn")
    second.expect("· 1 GUN ·")
    second.quit()
    #expect(try Self.onsets(folder).count == 1)
  }

  @Test("It works in 40 × 10, says that less is too little, and follows every change of size")
  func sizes() throws {
    let folder = try Self.made()
    let session = try Session("range.wav", in: folder, columns: 40, rows: 10)
    defer { session.close() }
    session.expect(" 1/")
    session.terminal.type("\n")
    session.expect("1 GUN")
    session.terminal.resize(columns: 20, rows: 5)
    _ = session.terminal.wait { !$0.contains("1 GUN") }
    session.terminal.resize(columns: 120, rows: 40)
    session.expect("recording 1 of 1")
    session.expect("· 1 GUN ·")
    session.quit()
    #expect(try Self.onsets(folder).count == 1)
  }

  @Test("A recording that cannot be read is passed over in both directions, and told at the end")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try Session.write("a.wav", bangs: [1], in: folder)
    try folder.write([], as: "b.wav")
    try Session.write("c.wav", bangs: [1], in: folder)
    let session = try Session(".", in: folder)
    defer { session.close() }
    session.expect("recording 1 of 3")
    session.type("}", until: "recording 3 of 3")
    session.expect("b.wav: the recording is empty")
    session.type("{", until: "recording 1 of 3")
    session.quit(expecting: 1)
  }

  @Test(
    "Real recordings: marked, reviewed, one after the other",
    .enabled(if: SharedData.isThere, "\(SharedData.absent)"))
  func real() throws {
    let folder = try TemporaryFolder()
    let session = try Session("gundata/AK-12", in: folder, root: SharedData.folder)
    defer { session.close() }
    session.expect("recording 1 of")
    session.expect("proposal 1")
    session.type("\n", until: "· 1 GUN ·")
    session.type("n", until: "recording 2 of")
    session.expect("· saved")
    session.quit()
    let tags = String(decoding: try FileSystem.read(folder.path.appending("tags/GUN.csv")), as: UTF8.self)
    let reviewed = String(
      decoding: try FileSystem.read(folder.path.appending("tags/reviewed.csv")), as: UTF8.self)
    #expect(tags.hasPrefix("gundata/AK-12/") && reviewed.hasPrefix("gundata/AK-12/"))
    #expect(reviewed.contains("seen"))
  }
}
