import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// A change to many files of a folder that happens as a whole or not at all, even if the process is killed.
///
/// A redo log: new files are staged in `.pending/`, flushed, listed in `.pending/COMMIT`, and then moved into
/// place. Killed before `COMMIT` stands there, nothing has happened, and `recover` clears up; killed later,
/// `recover` finishes. A transaction locks its folder: a second one throws `busy`.
///
///     var transaction = try FolderTransaction(folder)
///     try transaction.stage(bytes, as: "GUN/a.wav_0.wav")
///     try transaction.commit()
public struct FolderTransaction {
  /// The moments between which a process may die; tests let it die there.
  package enum Step: Equatable, Sendable {
    case staging(Int), flushing, committing, applying(Int), settling, clearing
  }

  enum Change {
    case put(staged: Path)
    case remove
  }

  private static let pending: Path = ".pending"
  private static let log: Path = "COMMIT"

  /// The folder that changes.
  public let folder: Path
  /// Called before each step.
  package var beforeStep: (Step) throws -> Void = { _ in }
  private var changes: [(target: Path, change: Change)] = []
  private let lock: FolderLock

  /// Begins a change of `folder`, which is made if need be; one left unfinished there is recovered first.
  public init(_ folder: Path) throws {
    try FileSystem.makeFolder(folder)
    self.folder = folder
    lock = try FolderLock(folder)
    _ = try FolderTransaction.recoverLocked(folder)
    try FileSystem.makeFolder(folder.appending(FolderTransaction.pending))
  }

  /// Stages a file's new content.
  /// - Parameter path: relative to the folder, without `..`; folders on its way are made.
  public mutating func stage(_ bytes: [UInt8], as path: Path) throws {
    try bytes.withUnsafeBytes { try stage($0, as: path) }
  }

  /// Stages a file's new content from memory.
  public mutating func stage(_ bytes: UnsafeRawBufferPointer, as path: Path) throws {
    try FileSystem.writePlain(bytes, to: reserve(path))
  }

  /// A place to write a file's new content to, for the caller to fill from any thread before the commit.
  /// - Parameter path: where the file comes to stand, relative to the folder, without `..`.
  public mutating func reserve(_ path: Path) throws -> Path {
    let staged = try nextStaged(path)
    changes.append((path, .put(staged: staged.name)))
    return staged
  }

  /// Stages another name for a file that exists; a copy where the file systems differ or know no links.
  public mutating func stage(linkTo source: Path, as path: Path) throws {
    let staged = try nextStaged(path)
    do {
      try FileSystem.hardLink(source, to: staged)
    } catch FileError.io(_, _, EXDEV), FileError.io(_, _, EMLINK), FileError.io(_, _, ENOTSUP),
      FileError.noPermission
    {
      try FileSystem.writePlain(FileSystem.read(source, limit: Int.max), to: staged)
    }
    changes.append((path, .put(staged: staged.name)))
  }

  /// Stages the removal of a file; one that is not there is fine.
  public mutating func stageRemoval(of path: Path) throws {
    _ = try nextStaged(path)
    changes.append((path, .remove))
  }

  /// Makes the staged changes, in the order of staging; returns when the disk has them.
  ///
  /// If it throws before the log stands, nothing has changed; after that `recover` finishes. Either way the
  /// transaction is spent, and the folder unlocked.
  public consuming func commit() throws {
    defer { lock.release() }
    let pending = folder.appending(FolderTransaction.pending)
    try beforeStep(.flushing)
    try FileSystem.synchronize(folder: folder)
    try beforeStep(.committing)
    try AtomicFile.write(FolderTransaction.encode(changes), to: pending.appending(FolderTransaction.log))
    try FolderTransaction.apply(changes, in: folder, beforeStep)
  }

  /// Drops what was staged.
  public consuming func abandon() throws {
    defer { lock.release() }
    try FileSystem.removeAll(folder.appending(FolderTransaction.pending))
  }

  /// Finishes a change of `folder` that was committed, or clears up one that was not.
  /// - Returns: whether a committed change was finished.
  /// - Throws: `busy` where its process is still at work; `malformed` where the log is damaged.
  @discardableResult
  public static func recover(_ folder: Path) throws -> Bool {
    try recover(folder, beforeStep: { _ in })
  }

  package static func recover(_ folder: Path, beforeStep: (Step) throws -> Void) throws -> Bool {
    guard FileSystem.exists(folder.appending(pending)) else { return false }
    let lock = try FolderLock(folder)
    return try withExtendedLifetime(lock) { try recoverLocked(folder, beforeStep) }
  }

  private static func recoverLocked(
    _ folder: Path, _ beforeStep: (Step) throws -> Void = { _ in }
  ) throws -> Bool {
    let staging = folder.appending(pending)
    guard FileSystem.exists(staging) else { return false }
    let log = staging.appending(log)
    guard FileSystem.exists(log) else {
      try FileSystem.removeAll(staging)
      return false
    }
    try apply(decode(FileSystem.read(log), name: log), in: folder, beforeStep)
    return true
  }

  private func nextStaged(_ path: Path) throws -> Path {
    guard FolderTransaction.staysInside(path) else { throw FileError.outside(path, folder: folder) }
    try beforeStep(.staging(changes.count))
    return folder.appending(FolderTransaction.pending).appending("\(changes.count)")
  }

  private static func staysInside(_ path: Path) -> Bool {
    let parts = path.components
    guard !path.isAbsolute, let first = parts.first else { return false }
    return first != pending && !parts.contains("..")
  }

  /// Each change can be made again without harm: a staged file that is gone has been moved already.
  private static func apply(
    _ changes: [(target: Path, change: Change)], in folder: Path, _ beforeStep: (Step) throws -> Void
  ) throws {
    let staging = folder.appending(pending)
    var lastFolder = folder
    for (index, (target, change)) in changes.enumerated() {
      try beforeStep(.applying(index))
      let path = folder.appending(target)
      switch change {
      case .put(let staged):
        guard FileSystem.exists(staging.appending(staged)) else { continue }
        if path.folder != lastFolder { try FileSystem.makeFolder(path.folder) }
        lastFolder = path.folder
        try FileSystem.rename(staging.appending(staged), to: path)
      case .remove:
        do { try FileSystem.remove(path) } catch FileError.notFound {}
      }
    }
    try beforeStep(.settling)
    try FileSystem.synchronize(folder: folder)
    // From here on there is nothing left to redo.
    try FileSystem.remove(staging.appending(log))
    try beforeStep(.clearing)
    try FileSystem.removeAll(staging)
  }
}

extension FolderTransaction {
  /// The log: a row a change, and a last row with their count.
  private static func encode(_ changes: [(target: Path, change: Change)]) -> [UInt8] {
    var writer = CSV.Writer()
    for (target, change) in changes {
      switch change {
      case .put(let staged): writer.row([Array("put".utf8), staged.bytes, target.bytes])
      case .remove: writer.row([Array("remove".utf8), [], target.bytes])
      }
    }
    writer.row(["end", "\(changes.count)"])
    return writer.bytes
  }

  private static func decode(_ bytes: [UInt8], name: Path) throws -> [(target: Path, change: Change)] {
    let rows = CSV.parse(bytes)
    func damaged(_ line: Int) -> FileError {
      .malformed(
        name, line: line, column: nil, what: "the log of an unfinished change is damaged",
        remedy: "remove the folder .pending, and run again what was interrupted")
    }
    guard let last = rows.last, last.fields.count == 2, last.fields[0] == "end",
      last.fields[1].integer == rows.count - 1
    else { throw damaged(rows.count) }
    return try rows.dropLast().map { row in
      guard row.fields.count == 3 else { throw damaged(row.line) }
      let target = Path(bytes: row.fields[2].bytes)
      guard staysInside(target) else { throw FileError.outside(target, folder: name.folder.folder) }
      if row.fields[0] == "remove" { return (target, .remove) }
      guard row.fields[0] == "put" else { throw damaged(row.line) }
      let staged = Path(bytes: row.fields[1].bytes)
      guard staged.components == [staged] else { throw damaged(row.line) }
      return (target, .put(staged: staged))
    }
  }
}
