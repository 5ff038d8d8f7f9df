import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// What can go wrong with a file, a folder, or what is in them.
public enum FileError: ThreePartError, Equatable {
  /// There is nothing under this path.
  case notFound(Path)
  /// The system does not allow it.
  case noPermission(Path)
  /// A folder stands where a file is wanted.
  case isFolder(Path)
  /// A file stands where a folder is wanted.
  case isNotFolder(Path)
  /// Something stands there already.
  case exists(Path)
  /// The file has more bytes than the reader takes.
  case tooLarge(Path, limit: Int)
  /// No room is left, or the quota is used up.
  case diskFull(Path)
  /// The file system can only be read.
  case readOnly(Path)
  /// The process has too many files open.
  case tooManyOpenFiles(Path)
  /// Others are changing this file or folder.
  case busy(Path)
  /// The path would lead out of the folder that it belongs into.
  case outside(Path, folder: Path)
  /// Anything else that the system reports, by its number.
  case io(Path, operation: String, code: Int32)
  /// The content is not what the format wants. Lines and columns count from 1.
  case malformed(Path, line: Int?, column: Int?, what: String, remedy: String)

  /// The error for what `errno` says after `operation` failed on `path`.
  public init(_ path: Path, operation: String, code: Int32 = errno) {
    switch code {
    case ENOENT: self = .notFound(path)
    case EACCES, EPERM: self = .noPermission(path)
    case EISDIR: self = .isFolder(path)
    case ENOTDIR: self = .isNotFolder(path)
    case EEXIST, ENOTEMPTY: self = .exists(path)
    case ENOSPC, EDQUOT: self = .diskFull(path)
    case EFBIG: self = .tooLarge(path, limit: Int.max)
    case EROFS: self = .readOnly(path)
    case EMFILE, ENFILE: self = .tooManyOpenFiles(path)
    default: self = .io(path, operation: operation, code: code)
    }
  }
}

extension FileError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .notFound: "there is no such file or folder"
    case .noPermission: "no permission"
    case .isFolder: "this is a folder, and a file is wanted"
    case .isNotFolder: "a file stands where a folder is wanted"
    case .exists: "something stands there already"
    case .tooLarge(_, Int.max): "the file is larger than the file system allows"
    case .tooLarge(_, let limit): "the file is larger than the \(limit) bytes that are read of such a file"
    case .diskFull: "no room is left on the disk"
    case .readOnly: "this file system can only be read"
    case .tooManyOpenFiles: "too many files are open"
    case .busy: "another run is changing this file or folder"
    case .outside(_, let folder): "the path does not stay inside \(folder)"
    case .io(_, let operation, let code): "\(operation) failed: \(String(cString: strerror(code)))"
    case .malformed(_, _, _, let what, _): what
    }
  }

  /// The file, and the line and column where that is known.
  public var place: String {
    switch self {
    case .notFound(let path), .noPermission(let path), .isFolder(let path), .isNotFolder(let path),
      .exists(let path), .tooLarge(let path, _), .diskFull(let path), .readOnly(let path),
      .tooManyOpenFiles(let path), .busy(let path), .outside(let path, _), .io(let path, _, _):
      return path.description
    case .malformed(let path, let line, let column, _, _):
      let parts = [line.map { "line \($0)" }, column.map { "column \($0)" }].compactMap { $0 }
      return ([path.description] + parts).joined(separator: ", ")
    }
  }

  /// What the person can do about it.
  public var remedy: String {
    switch self {
    case .notFound: "check the spelling, and the folder that relative paths begin at"
    case .noPermission: "change the file's or folder's permissions, or choose another place"
    case .isFolder: "name a file"
    case .isNotFolder: "move that file away, or choose another folder"
    case .exists: "move it away, or choose another name"
    case .tooLarge: "check that it is the file you mean; if so, divide it"
    case .diskFull: "free some room, or choose a folder on another disk, and run again"
    case .readOnly: "choose a folder on a disk that can be written"
    case .tooManyOpenFiles: "raise the limit with ulimit -n, or use fewer --jobs"
    case .busy: "wait until it ends"
    case .outside: "use a relative path without `..`"
    case .io: "check the disk and run again"
    case .malformed(_, _, _, _, let remedy): remedy
    }
  }
}
