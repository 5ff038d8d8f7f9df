import Annotation
import Basis
import Files
import TestSupport
import Testing

@Suite("The journal")
struct JournalTests {
  /// Writes records into a new journal, and returns its bytes.
  static func written(_ records: [JournalRecord], to path: Path) throws -> [UInt8] {
    var (journal, _, _) = try Journal.open(path)
    for record in records { try journal.append(record) }
    return try FileSystem.read(path)
  }

  /// The records that follow from the acts, undos and redos alone.
  static func history(_ records: [JournalRecord]) -> AnnotationHistory {
    AnnotationHistory(replaying: records)
  }

  @Test("what was appended is read again, whatever it is", arguments: 0..<20)
  func roundTrip(number: Int) throws {
    let folder = try TemporaryFolder()
    var drawn = DrawnAnnotations("journal", number)
    var all: [JournalRecord] = []
    for session in 0..<3 {
      var (journal, records, losses) = try Journal.open(folder("deep/er/journal"))
      #expect(records == all && losses.isEmpty)
      #expect(journal.count == all.count)
      let more = session == 0 ? drawn.records(40) : drawn.records(10)
      for record in more { try journal.append(record) }
      try journal.synchronize()
      all += more
    }
    #expect(try Journal.read(folder("deep/er/journal")).records == all)
  }

  @Test("an undo without an act is not written")
  func nothingToUndo() throws {
    let folder = try TemporaryFolder()
    var (journal, _, _) = try Journal.open(folder("journal"))
    let act = AnnotationAct(
      changes: [.addTag(recording: "a", label: "GUN", offset: 5)], cursor: 5, recording: "a")
    for record in [.undo, .redo, .act(act), .redo, .undo, .undo] as [JournalRecord] {
      try journal.append(record)
    }
    #expect(journal.count == 2)
    #expect(try Journal.open(folder("journal")).records == [.act(act), .undo])
  }

  @Test("cut off anywhere, all lines before the cut are there, and a torn one is said", arguments: 0..<3)
  func cut(number: Int) throws {
    let folder = try TemporaryFolder()
    var drawn = DrawnAnnotations("cut", number)
    let all = drawn.records(8)
    let path = folder("journal")
    var ends: [Int] = []
    var (journal, _, _) = try Journal.open(path)
    for record in all {
      try journal.append(record)
      ends.append(try FileSystem.status(path).size)
    }
    let bytes = try FileSystem.read(path)
    for length in 0..<bytes.count {
      try FileSystem.writePlain(Array(bytes[..<length]), to: path)
      var (again, records, losses) = try Journal.open(path)
      // Without its line end a line is whole already.
      let whole = ends.prefix { $0 <= length + 1 }.count
      #expect(records == Array(all[..<whole]), "cut at \(length)")
      #expect(losses.allSatisfy { $0.reason == .torn } && losses.count <= 1)
      // Torn is what shows more than the line end in front of a line.
      let shown = length - (whole > 0 ? ends[whole - 1] : length)
      if whole > 0 { #expect(losses.isEmpty == (shown <= 1), "cut at \(length)") }
      // What is written next is not spoiled by it, and the loss is said once.
      try again.append(.place(recording: "x", cursor: 1))
      let later = try Journal.open(path)
      #expect(later.records == Array(all[..<whole]) + [.place(recording: "x", cursor: 1)])
      #expect(later.losses.isEmpty, "cut at \(length)")
      #expect(!FileSystem.exists(folder("journal.damaged")))
    }
  }

  @Test("one flipped byte costs its line at most, and that is said", arguments: 0..<3)
  func flipped(number: Int) throws {
    let folder = try TemporaryFolder()
    var drawn = DrawnAnnotations("flip", number)
    let acts = (0..<6).map { _ in drawn.act() }
    let path = folder("journal")
    let bytes = try Self.written(acts.map { .act($0) }, to: path)
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= UInt8(1 + drawn.generator.below(255))
      try FileSystem.writePlain(damaged, to: path)
      let (records, losses) = try Journal.read(path)
      let kept = records.compactMap { record in if case .act(let act) = record { act } else { nil } }
      #expect(kept.count == records.count)
      // All acts in their order, but for one.
      let missing = acts.indices.filter { index in
        kept == Array(acts[..<index] + acts[(index + 1)...])
      }
      #expect(kept == acts || !missing.isEmpty, "flipped at \(position)")
      // A line may be torn into several by it; a line end may turn into bytes between two lines.
      if kept != acts { #expect((1...3).contains(losses.count), "flipped at \(position)") }
      if position % 16 == 0, losses.contains(where: { $0.reason == .damaged }) {
        #expect(try Journal.open(path).losses == losses)
        #expect(try FileSystem.read(folder("journal.damaged")) == damaged)
        #expect(try Journal.open(path).losses.isEmpty)
        #expect(try Journal.open(path).records == records)
      }
    }
  }

  /// The acts that hold at the end, by a twin that knows every act by its number and has lost one line.
  static func expected(_ records: [JournalRecord], without lost: Int) -> [AnnotationAct] {
    var (done, undone): ([Int], [Int]) = ([], [])
    var acts: [Int: AnnotationAct] = [:]
    for (index, record) in records.enumerated() {
      switch record {
      case .act(let act):
        acts[index] = act
        done.append(index)
        undone = []
      case .undo: if let last = done.popLast() { undone.append(last) }
      case .redo: if let last = undone.popLast() { done.append(last) }
      case .place, .saved: break
      }
    }
    return done.filter { $0 != lost }.compactMap { acts[$0] }
  }

  @Test("a lost line changes nothing about the others: acts, undos and redos", arguments: 0..<40)
  func lostLine(number: Int) throws {
    let folder = try TemporaryFolder()
    var drawn = DrawnAnnotations("lost", number)
    let all = drawn.records(30)
    let bytes = try Self.written(all, to: folder("journal"))
    // Header, and a line a record, with an empty one between.
    let lines = bytes.split(separator: 0x0A)
    #expect(lines.count == all.count + 1)
    for lost in all.indices {
      let rest: [UInt8] = (lines[...lost] + lines[(lost + 2)...]).flatMap { line in Array(line) + [0x0A] }
      try FileSystem.writePlain(rest, to: folder("journal"))
      let (records, _) = try Journal.read(folder("journal"))
      // What is lost at the very end cannot follow from anything.
      let isEnd = all[(lost + 1)...].allSatisfy { record in
        switch record {
        case .place, .saved: true
        case .act, .undo, .redo: false
        }
      }
      if isEnd {
        #expect(Self.history(records).done == Self.history(Array(all[..<lost])).done)
      } else if case .act = all[lost] {
        #expect(Self.history(records).done == Self.expected(all, without: lost))
      } else if all[(lost + 1)...].contains(where: { if case .act = $0 { true } else { false } }) {
        #expect(Self.history(records).done == Self.history(all).done)
      }
    }
  }

  @Test("any bytes at all are read without a trap, and what is written then is read again", arguments: 0..<30)
  func anyBytes(number: Int) throws {
    let folder = try TemporaryFolder()
    var drawn = DrawnAnnotations("any", number)
    var bytes = try Self.written(drawn.records(12), to: folder("journal"))
    for _ in 0..<drawn.generator.integer(in: 1...12) {
      let position = drawn.generator.below(bytes.count)
      switch drawn.generator.below(4) {
      case 0: bytes[position] = UInt8(drawn.generator.below(256))
      case 1: bytes.removeSubrange(position..<min(bytes.count, position + drawn.generator.below(200)))
      case 2: bytes.insert(contentsOf: bytes.suffix(drawn.generator.below(200)), at: position)
      default:
        for index in position..<min(bytes.count, position + drawn.generator.below(100)) { bytes[index] = 0 }
      }
      if bytes.isEmpty { bytes = [0x0A] }
    }
    try FileSystem.writePlain(bytes, to: folder("journal"))
    var (journal, records, _) = try Journal.open(folder("journal"))
    let act = drawn.act()
    try journal.append(.act(act))
    let again = try Journal.open(folder("journal"))
    #expect(again.losses.isEmpty)
    #expect(Self.history(again.records).done == Self.history(records).done + [act])
  }

  @Test("lines of another version are kept, those of another format refused")
  func versions() throws {
    let folder = try TemporaryFolder()
    // Checksums by Python: '%08x' % zlib.crc32(b'0 shotmark-journal 2').
    try folder.write("36a49ce6 0 shotmark-journal 2\n", as: "newer")
    #expect(throws: AnnotationError.newerJournal(folder("newer"), version: 2)) {
      try Journal.open(folder("newer"))
    }
    try folder.write("\n74d8fb06 1 dance a\n\naff1fe26 2 place 7 a%20b\n", as: "other")
    for _ in 0..<2 {
      let (_, records, losses) = try Journal.open(folder("other"))
      #expect(records == [.place(recording: "a b", cursor: 7)])
      #expect(losses == [JournalLoss(journal: folder("other"), line: 2, reason: .unknown)])
    }
  }

  @Test("a loss is a warning in three parts")
  func words() {
    for reason in [JournalLoss.Reason.torn, .damaged, .unknown] {
      let warning = JournalLoss(journal: "j", line: 7, reason: reason).warning
      #expect(warning.place == "j, line 7")
      for part in [warning.what, warning.remedy] { #expect(!part.isEmpty && part.last != ".") }
    }
  }

  @Test("once all is saved a long journal becomes short, and its last acts can still be undone")
  func compaction() throws {
    let folder = try TemporaryFolder()
    let path = folder("journal")
    var (journal, _, _) = try Journal.open(path, keeping: 20)
    var drawn = DrawnAnnotations("long", 0)
    let acts = (0..<200).map { _ in drawn.act() }
    for (index, act) in acts.enumerated() {
      try journal.append(.act(act))
      try journal.append(.place(recording: Path("\(index % 7)"), cursor: index))
    }
    for _ in 0..<5 { try journal.append(.undo) }
    // Not saved yet: nothing goes.
    #expect(try Journal.open(path, keeping: 20).journal.count == 405)
    try journal.appendSaved(first: journal.count - 1)
    #expect(try Journal.open(path, keeping: 20).journal.count == 406)
    try journal.appendSaved(first: journal.count)
    let size = try FileSystem.status(path).size

    let before = try Journal.open(path, keeping: 20)
    #expect(before.records.count == 407)
    #expect(before.journal.count < 407)
    #expect(try FileSystem.status(path).size < size)
    let full = Self.history(before.records)
    var (next, records, losses) = try Journal.open(path, keeping: 20)
    #expect(losses.isEmpty && next.count == records.count)
    let history = Self.history(records)
    #expect(history.done == Array(acts[175..<195]) && history.undone == full.undone)
    #expect(history.places == full.places && history.isSaved)
    try next.append(.redo)
    #expect(Self.history(try Journal.open(path, keeping: 20).records).done == Array(acts[175..<196]))
  }

  @Test("what cannot be written is said, and what was written stands")
  func notWritable() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", as: "file")
    #expect(throws: FileError.isNotFolder(folder("file"))) { try Journal.open(folder("file/journal")) }
    #expect(throws: FileError.isFolder(folder(""))) { try Journal.open(folder("")) }
  }
}
