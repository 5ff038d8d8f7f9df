import Basis
import Files
import TestSupport
import Testing

@Suite("Records with Castagnoli's check")
struct RecordFramingTests {
  @Test("the check of known messages")
  func known() {
    // RFC 3720, B.4.
    #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CRC32C.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(CRC32C.checksum((0..<32).map { UInt8($0) }) == 0x46DD_794E)
    #expect(CRC32C.checksum((0..<32).reversed().map { UInt8($0) }) == 0x113F_DB5C)
    #expect(CRC32C.checksum(bytes("123456789")) == 0xE306_9283)
    #expect(CRC32C.checksum([]) == 0)
  }

  @Test("come back one by one, and a flipped bit or a missing byte is noticed")
  func roundTrip() {
    var random = RandomKey(seed: 3).adding("records").generator()
    let data = [0, 1, 7, 300].map { count in (0..<count).map { _ in UInt8(random.below(256)) } }
    var rest = data.flatMap { RecordFraming.record($0) }[...]
    for piece in data { #expect(RecordFraming.next(&rest).map { Array($0) } == piece) }
    #expect(rest.isEmpty && RecordFraming.next(&rest) == nil)
    let record = RecordFraming.record(data[2])
    for bit in 0..<8 * record.count {
      var wrong = record
      wrong[bit / 8] ^= 1 << UInt8(bit % 8)
      var rest = wrong[...]
      #expect(RecordFraming.next(&rest) == nil && rest == wrong[...])
    }
    for count in record.indices {
      var rest = record[..<count]
      #expect(RecordFraming.next(&rest) == nil)
    }
  }
}

@Suite("Event files")
struct EventFileTests {
  private static func scalars(_ step: Int) -> [EventFile.Scalar] {
    [.init("loss/train", 1 / Float(step + 1)), .init("loss/validation", -Float(step)), .init("λ", .nan)]
  }

  /// A file with a step each; its bytes, and where each record ends.
  private static func write(_ path: Path, steps: [Int]) throws -> (bytes: [UInt8], ends: [Int]) {
    let file = try EventFile(path, wallTime: 1000.5)
    var ends = [try FileSystem.status(path).size]
    for step in steps {
      try file.append(step: step, wallTime: 1001 + Double(step), scalars(step))
      ends.append(try FileSystem.status(path).size)
    }
    try file.close()
    return (try FileSystem.read(path), ends)
  }

  @Test("are called what TensorBoard looks for")
  func name() {
    #expect(EventFile.name(wallTime: 1_700_000_000.9) == "events.out.tfevents.1700000000.shotmark")
    #expect(EventFile.name(wallTime: .nan) == "events.out.tfevents.0.shotmark")
  }

  @Test("are the same for the same times and scalars, and are not begun where something stands")
  func deterministic() throws {
    let folder = try TemporaryFolder()
    let first = try Self.write(folder("a"), steps: [0, 1, 2])
    #expect(try Self.write(folder("b"), steps: [0, 1, 2]).bytes == first.bytes)
    #expect(throws: FileError.exists(folder("a"))) { try EventFile(folder("a"), wallTime: 0) }
    #expect(try FileSystem.read(folder("a")) == first.bytes)
  }

  @Test("cut anywhere lose the record that is not whole, and go on as if nothing had been")
  func torn() throws {
    let folder = try TemporaryFolder()
    let (whole, ends) = try Self.write(folder("whole"), steps: [0, 1, 2])
    for count in 0...whole.count {
      try FileSystem.writePlain(Array(whole[..<count]), to: folder("torn"))
      let file = try EventFile(appending: folder("torn"), wallTime: 1000.5)
      let kept = ends.filter { $0 <= count }.count
      let expected = EventFile.Mended(
        lastStep: kept > 1 ? kept - 2 : nil, droppedEvents: 0,
        cutBytes: count - (kept > 0 ? ends[kept - 1] : 0))
      #expect(file.mended == expected)
      for step in max(0, kept - 1)..<3 {
        try file.append(step: step, wallTime: 1001 + Double(step), Self.scalars(step))
      }
      try file.synchronize()
      #expect(try FileSystem.read(folder("torn")) == whole)
    }
  }

  @Test("keep what is not behind a step, wherever it stands")
  func dropped() throws {
    let folder = try TemporaryFolder()
    for (steps, last, kept) in [
      ([0, 1, 2, 3], 1, [0, 1]), ([0, 1, 2], 2, [0, 1, 2]), ([5, 1, 9, 2], 4, [1, 2]), ([3], -1, []),
      ([-5, 1 << 40], 0, [-5]),
    ] as [([Int], Int, [Int])] {
      for name in ["a", "b"] where FileSystem.exists(folder(name)) { try FileSystem.remove(folder(name)) }
      _ = try Self.write(folder("a"), steps: steps)
      let expected = try Self.write(folder("b"), steps: kept).bytes
      let file = try EventFile(appending: folder("a"), wallTime: 1000.5, keeping: last)
      #expect(
        file.mended
          == EventFile.Mended(lastStep: kept.max(), droppedEvents: steps.count - kept.count, cutBytes: 0))
      #expect(try FileSystem.read(folder("a")) == expected)
    }
  }

  @Test("that are damaged in the middle end there; where there is none, one is begun")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let (whole, ends) = try Self.write(folder("a"), steps: [0, 1, 2])
    var wrong = whole
    wrong[ends[1] + 20] ^= 1
    try FileSystem.writePlain(wrong, to: folder("a"))
    let file = try EventFile(appending: folder("a"), wallTime: 0)
    #expect(file.mended?.cutBytes == whole.count - ends[1] && file.mended?.lastStep == 0)
    let begun = try EventFile(appending: folder("new"), wallTime: 1000.5)
    #expect(begun.mended == EventFile.Mended())
    #expect(try FileSystem.read(folder("new")) == Array(whole[..<ends[0]]))
  }

  @Test("files of another kind are refused in three parts, and left as they are")
  func foreign() throws {
    let folder = try TemporaryFolder()
    var damaged = try Self.write(folder("a"), steps: []).bytes
    damaged[30] ^= 1
    for content in [
      bytes("hello"), bytes("a text that is longer than the first record of an event file"),
      RecordFraming.record(bytes("another record")), RecordFraming.record([]), damaged, [0x19],
      [UInt8](repeating: 0, count: 100),
    ] {
      try FileSystem.writePlain(content, to: folder("b"))
      let error = #expect(throws: FileError.self) { try EventFile(appending: folder("b"), wallTime: 0) }
      #expect(error?.what == "this is no event file of TensorBoard")
      #expect(error?.place == folder("b").description && error?.remedy.contains("another name") == true)
      #expect(try FileSystem.read(folder("b")) == content)
    }
  }

  /// What a twenty-line reader in another language makes of a file.
  private static let reader = """
    import struct, sys
    def varint(data, at):
        value = shift = 0
        while True:
            value |= (data[at] & 127) << shift
            shift += 7
            at += 1
            if data[at - 1] < 128: return value, at
    def fields(data):
        at = 0
        while at < len(data):
            key, at = varint(data, at)
            size = {0: 0, 1: 8, 5: 4}.get(key & 7)
            if size == 0: value, at = varint(data, at)
            else:
                if size is None: size, at = varint(data, at)
                value, at = data[at:at + size], at + size
            yield key >> 3, value
    data = open(sys.argv[1], 'rb').read()
    while data:
        size = struct.unpack('<Q', data[:8])[0]
        event = dict(fields(data[12:12 + size]))
        data = data[16 + size:]
        if 3 in event: print(event[3].decode())
        for _, value in fields(event.get(5, b'')):
            value = dict(fields(value))
            print(event.get(2, 0), struct.unpack('<d', event[1])[0], ascii(value[1].decode()),
                  struct.unpack('<f', value[2])[0])
    """

  @Test("are read by a few lines of Python", .enabled(if: Python.has("struct")))
  func plainPython() throws {
    let folder = try TemporaryFolder()
    _ = try Self.write(folder("events"), steps: [0, 1])
    #expect(
      Python.output(of: Self.reader, folder("events")) == """
        brain.Event:2
        0 1001.0 'loss/train' 1.0
        0 1001.0 'loss/validation' -0.0
        0 1001.0 '\\u03bb' nan
        1 1002.0 'loss/train' 0.5
        1 1002.0 'loss/validation' -1.0
        1 1002.0 '\\u03bb' nan

        """)
  }

  @Test(
    "are shown by TensorBoard, mended ones too",
    .enabled(
      if: Python.has("tensorboard.backend.event_processing.event_accumulator"),
      "needs tensorboard from PyPI: make test installs it where the network lets it"))
  func tensorBoard() throws {
    let folder = try TemporaryFolder()
    let path = folder(EventFile.name(wallTime: 1000).description)
    let whole = try Self.write(path, steps: [0, 1, 2, 3]).bytes
    try FileSystem.writePlain(Array(whole.dropLast(5)), to: path)
    let file = try EventFile(appending: path, wallTime: 0, keeping: 1)
    try file.append(step: 2, wallTime: 2000, [.init("loss/train", 7)])
    try file.close()
    let script = """
      import sys
      from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
      events = EventAccumulator(sys.argv[1])
      events.Reload()
      print(sorted(events.Tags()['scalars']) == ['loss/train', 'loss/validation', '\\u03bb'])
      print([(e.step, e.wall_time, e.value) for e in events.Scalars('loss/train')])
      print(events.file_version)
      """
    #expect(
      Python.output(of: script, folder.path) == """
        True
        [(0, 1001.0, 1.0), (1, 1002.0, 0.5), (2, 2000.0, 7.0)]
        2.0

        """)
  }
}
