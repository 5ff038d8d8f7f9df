import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// One writer a folder of tag files: held until it is forgotten or the process ends, however it ends.
public final class AnnotationLock: Sendable {
  /// Who has the lock.
  public struct Holder: Hashable, Sendable {
    /// The number of the process.
    public let process: Int
    /// The name of the machine.
    public let host: String
    /// Since when, in seconds since 1970.
    public let since: Int

    /// A process, its machine, and since when it has the lock.
    public init(process: Int, host: String, since: Int) {
      self.process = process
      self.host = host
      self.since = since
    }

    /// `process 4711 on range-pc, since 14:03`; the day too where it was not within the last twelve hours.
    public var description: String { "process \(process) on \(host), since \(Holder.clock(since))" }

    private static func clock(_ seconds: Int) -> String {
      var moment = time_t(seconds)
      var parts = tm()
      localtime_r(&moment, &parts)
      let isRecent = abs(time(nil).subtractingReportingOverflow(moment).partialValue) < 43_200
      var text = [CChar](repeating: 0, count: 64)
      let count = strftime(&text, text.count, isRecent ? "%H:%M" : "%Y-%m-%d %H:%M", &parts)
      return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// What came of asking for a lock.
  public enum Request: Sendable {
    /// It is ours now.
    case taken(AnnotationLock)
    /// Another has it; `nil` where it has not said yet who it is.
    case held(Holder?)
  }

  private let file: Descriptor

  /// Asks for the lock in this file, which is made where there is none; never waits. Throws `FileError`.
  public static func take(_ path: Path) throws -> Request {
    try FileSystem.makeFolder(path.folder)
    let file = try Descriptor(path, O_RDWR | O_CREAT)
    var result: Int32
    repeat { result = file.withNumber { flock($0, LOCK_EX | LOCK_NB) } } while result != 0 && errno == EINTR
    if result != 0, errno == EWOULDBLOCK { return .held(try holder(path)) }
    // A file system without locks leaves it at that.
    return .taken(try AnnotationLock(file))
  }

  private init(_ file: Descriptor) throws {
    self.file = file
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    guard file.withNumber({ ftruncate($0, 0) }) == 0 else { throw FileError(file.path, operation: "writing") }
    let text = Array("\(getpid()) \(time(nil)) ".utf8) + host + [0x0A]
    try text.withUnsafeBytes { try file.write($0) }
  }

  /// A child process that is just being started holds what is open here until it has become another program: so
  /// the lock is given back, not only closed.
  deinit { file.withNumber { _ = flock($0, LOCK_UN) } }

  private static func holder(_ path: Path) throws -> Holder? {
    let line = String(decoding: try FileSystem.read(path, limit: 4096), as: UTF8.self)
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, line.hasSuffix("\n"), let process = Int(parts[0]), let since = Int(parts[1])
    else {
      return nil
    }
    return Holder(process: process, host: String(parts[2].dropLast()), since: since)
  }
}
