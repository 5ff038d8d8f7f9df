import Basis

#if canImport(Glibc)
  import Glibc
#endif

extension FileSystem {
  /// The files below a folder for which `condition` holds, as paths relative to it, in the order of their bytes.
  ///
  /// Names that begin with a dot are skipped, folders too. Links to folders are followed after all real
  /// folders have been read, and no folder is read twice: so loops end, and the list is always the same.
  /// Pipes, sockets and devices are left out; a link that leads nowhere is listed, so that somebody hears of it.
  /// - Parameters:
  ///   - condition: asked with the path relative to `folder`.
  ///   - unreadable: called for each folder below that cannot be read; without it the first one is thrown.
  public static func files(
    below folder: Path, where condition: (Path) -> Bool = { _ in true },
    unreadable: ((FileError) -> Void)? = nil
  ) throws -> [Path] {
    var listing = FolderListing(root: folder.bytes.isEmpty ? "." : folder)
    try listing.walk(where: condition, unreadable: unreadable)
    return listing.files.sorted()
  }

  /// The names in one folder, of files and folders alike, in the order of their bytes; without those that begin with
  /// a dot.
  public static func names(in folder: Path) throws -> [Path] {
    try FolderListing.entries(of: folder.bytes.isEmpty ? "." : folder)
      .filter { $0.bytes.first != UInt8(ascii: ".") }.sorted()
  }
}

/// A walk through a folder and all below it.
struct FolderListing {
  private struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  let root: Path
  private(set) var files: [Path] = []
  private var seen: Set<Identity> = []
  private var folders: [Path] = []
  private var links: [Path] = []

  init(root: Path) { self.root = root }

  mutating func walk(where condition: (Path) -> Bool, unreadable: ((FileError) -> Void)?) throws {
    let status = try FileSystem.status(root)
    guard status.isFolder else { throw FileError.isNotFolder(root) }
    folders = [Path(bytes: [])]
    while let folder = folders.popLast() ?? nextLink() {
      do {
        try read(folder, where: condition)
      } catch let error as FileError where !folder.bytes.isEmpty {
        guard let unreadable else { throw error }
        unreadable(error)
      }
    }
  }

  /// The linked folder that comes first in the order of bytes; those found later wait for their turn.
  private mutating func nextLink() -> Path? {
    guard let first = links.min(), let index = links.firstIndex(of: first) else { return nil }
    links.remove(at: index)
    return first
  }

  private mutating func read(_ folder: Path, where condition: (Path) -> Bool) throws {
    let path = folder.bytes.isEmpty ? root : root.appending(folder)
    let status = try FileSystem.status(path)
    guard seen.insert(Identity(device: status.device, inode: status.inode)).inserted else { return }
    for name in try FolderListing.entries(of: path) where name.bytes.first != UInt8(ascii: ".") {
      let entry = folder.bytes.isEmpty ? name : folder.appending(name)
      sort(entry, where: condition)
    }
  }

  private mutating func sort(_ entry: Path, where condition: (Path) -> Bool) {
    var info = stat()
    guard root.appending(entry).withCString({ lstat($0, &info) }) == 0 else { return }
    switch info.st_mode & S_IFMT {
    case S_IFDIR: folders.append(entry)
    case S_IFREG: if condition(entry) { files.append(entry) }
    case S_IFLNK:
      let target = try? FileSystem.status(root.appending(entry))
      if target?.isFolder ?? false {
        links.append(entry)
      } else if target?.isRegular ?? true, condition(entry) {
        files.append(entry)
      }
    default: break
    }
  }

  /// The names in one folder, without `.` and `..`, in no order.
  static func entries(of folder: Path) throws -> [Path] {
    guard let stream = folder.withCString({ opendir($0) }) else {
      throw FileError(folder, operation: "reading the folder")
    }
    defer { closedir(stream) }
    var names: [Path] = []
    errno = 0
    while let entry = readdir(stream) {
      guard let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) else { break }
      let start = UnsafeRawPointer(entry).advanced(by: offset)
      let name = UnsafeRawBufferPointer(
        start: start, count: strlen(start.assumingMemoryBound(to: CChar.self)))
      if !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) { names.append(Path(bytes: name)) }
      errno = 0
    }
    guard errno == 0 else { throw FileError(folder, operation: "reading the folder") }
    return names
  }

  /// Whether a folder itself stands there, not a link to one.
  static func isOwnFolder(_ path: Path) -> Bool {
    var info = stat()
    return path.withCString { lstat($0, &info) } == 0 && info.st_mode & S_IFMT == S_IFDIR
  }
}
