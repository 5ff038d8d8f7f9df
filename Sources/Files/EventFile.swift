import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A file of scalars over steps that TensorBoard draws as curves: records of `Event` messages, appended one by one.
///
/// TensorBoard finds files by their names: see `name`. Times are handed in, so that the same run gives the same bytes.
/// (tensorboard/compat/proto/event.proto and summary.proto.)
public final class EventFile {
  /// A number under its name; names with `/` are drawn in groups.
  public struct Scalar: Equatable, Sendable {
    /// The curve's name.
    public var tag: String
    /// Its value at this step.
    public var value: Float

    /// A number under its name.
    public init(_ tag: String, _ value: Float) { (self.tag, self.value) = (tag, value) }
  }

  /// What was found in a file that is gone on with.
  public struct Mended: Equatable, Sendable {
    /// The highest step that the file keeps; `nil` where it has none.
    public var lastStep: Int?
    /// Events behind the step that was asked for, which are gone.
    public var droppedEvents: Int
    /// Bytes at the end that were no whole record, which are gone.
    public var cutBytes: Int

    package init(lastStep: Int? = nil, droppedEvents: Int = 0, cutBytes: Int = 0) {
      (self.lastStep, self.droppedEvents, self.cutBytes) = (lastStep, droppedEvents, cutBytes)
    }
  }

  /// What was found in the file; `nil` of a new one.
  public let mended: Mended?

  private let file: Descriptor

  /// A name that TensorBoard finds, for a run that begins at a time in seconds since 1970.
  public static func name(wallTime: Double) -> Path {
    Path("events.out.tfevents.\(Int(exactly: wallTime.rounded(.down)) ?? 0).shotmark")
  }

  /// Begins a new file.
  ///
  /// - Parameter wallTime: seconds since 1970.
  /// - Throws: `FileError`, `exists` where something stands there.
  public init(_ path: Path, wallTime: Double) throws {
    file = try Descriptor(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND)
    mended = nil
    try write(EventFile.version(wallTime))
  }

  /// Goes on with a file, or begins it where there is none. What a killed run left half written is cut off; damage in the
  /// middle ends the file there, as it does for TensorBoard.
  ///
  /// - Parameters:
  ///   - wallTime: seconds since 1970, of a file that is begun.
  ///   - keeping: the last step that is kept: training that begins again behind it writes the later ones once more.
  /// - Throws: `FileError`, `malformed` for a file of another kind, which is left as it is.
  public init(appending path: Path, wallTime: Double, keeping lastStep: Int? = nil) throws {
    var found = [UInt8]()
    do { found = try FileSystem.read(path) } catch FileError.notFound {}
    let (kept, mended) = try EventFile.mend(found, keeping: lastStep, name: path)
    // As a whole: whatever is killed meanwhile, no kept step is lost.
    if kept.isEmpty {
      try AtomicFile.write(RecordFraming.record(EventFile.version(wallTime).bytes), to: path)
    } else if kept != found {
      try AtomicFile.write(kept, to: path)
    }
    self.mended = mended
    file = try Descriptor(path, O_WRONLY | O_APPEND)
  }

  /// Appends the scalars of a step as one record.
  ///
  /// - Parameter wallTime: seconds since 1970.
  /// - Throws: `FileError`.
  public func append(step: Int, wallTime: Double, _ scalars: [Scalar]) throws {
    var summary = ProtocolBuffer()
    for scalar in scalars {
      var value = ProtocolBuffer()
      value.add(1, scalar.tag)
      value.add(2, scalar.value)
      summary.add(1, value)
    }
    var event = ProtocolBuffer()
    event.add(1, wallTime)
    event.add(2, step)
    event.add(5, summary)
    try write(event)
  }

  /// Returns when the disk has all records.
  ///
  /// - Throws: `FileError`.
  public func synchronize() throws { try file.synchronize() }

  /// Closes the file; whoever forgets the object closes it too.
  ///
  /// - Throws: `FileError`.
  public func close() throws { try file.close() }

  /// In one call, so that a killed process leaves at most one record behind that is not whole.
  private func write(_ event: ProtocolBuffer) throws {
    try RecordFraming.record(event.bytes).withUnsafeBytes { try file.write($0) }
  }

  /// The event that every file begins with.
  private static func version(_ wallTime: Double) -> ProtocolBuffer {
    var event = ProtocolBuffer()
    event.add(1, wallTime)
    event.add(3, "brain.Event:2")
    return event
  }

  /// The records that stay; none where the file has to begin anew.
  private static func mend(
    _ bytes: [UInt8], keeping lastStep: Int?, name: Path
  ) throws -> (kept: [UInt8], mended: Mended) {
    var (rest, mended) = (bytes[...], Mended())
    guard let first = RecordFraming.next(&rest), isVersion(first) else {
      guard isTornVersion(bytes) else {
        throw FileError.malformed(
          name, line: nil, column: nil, what: "this is no event file of TensorBoard",
          remedy: "choose another name, or move the file away")
      }
      mended.cutBytes = bytes.count
      return ([], mended)
    }
    var kept = Array(bytes[..<rest.startIndex])
    var behind = rest
    while let data = RecordFraming.next(&behind), let fields = ProtocolBuffer.fields(of: data) {
      let field = fields.last { $0.number == 2 && $0.kind == .varint }
      let step = field.map { Int(truncatingIfNeeded: $0.word) } ?? 0
      if let lastStep, step > lastStep {
        mended.droppedEvents += 1
      } else {
        kept += bytes[rest.startIndex..<behind.startIndex]
        mended.lastStep = max(mended.lastStep ?? step, step)
      }
      rest = behind
    }
    mended.cutBytes = rest.count
    return (kept, mended)
  }

  /// Whether this is the event that files begin with; others' may be of another version.
  private static func isVersion(_ event: ArraySlice<UInt8>) -> Bool {
    ProtocolBuffer.fields(of: event)?.contains {
      $0.number == 3 && $0.bytes.starts(with: "brain.Event:".utf8)
    } ?? false
  }

  /// Whether these bytes, or none, are the beginning of a first record that is not whole.
  private static func isTornVersion(_ bytes: [UInt8]) -> Bool {
    let whole = RecordFraming.record(version(0).bytes)
    // Its length and the check of it are the same at any time.
    return bytes.count < whole.count && whole.prefix(12).starts(with: bytes.prefix(12))
  }
}
