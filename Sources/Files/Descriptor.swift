import Basis
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// An open file that closes itself; interrupted and short calls are gone on with.
package final class Descriptor: Sendable {
  /// The path that errors name.
  package let path: Path
  private let handle: Atomic<Int32>

  /// Calls `body` with the system's number for it, which stays its number until `body` is done.
  ///
  /// The number alone must not leave: an object may go, and close its file, as soon as nobody uses it any more, and
  /// the number would be another file's.
  package func withNumber<Result>(_ body: (Int32) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) { try body(number) }
  }

  private var number: Int32 { handle.load(ordering: .relaxed) }

  /// Opens `path`; children of this process do not inherit it.
  /// - Parameter name: the path that errors name, where people know the file by another.
  package init(_ path: Path, _ flags: Int32, mode: mode_t = 0o666, name: Path? = nil) throws {
    self.path = name ?? path
    var number: Int32
    repeat {
      number = path.withCString { open($0, flags | O_CLOEXEC, mode) }
    } while number < 0 && errno == EINTR
    guard number >= 0 else { throw FileError(self.path, operation: "opening") }
    handle = Atomic(number)
  }

  deinit {
    let number = handle.load(ordering: .relaxed)
    if number >= 0 { _ = Glibc.close(number) }
  }

  /// Closes it now, for those who want to hear about a failure that only shows then.
  package func close() throws {
    let number = handle.exchange(-1, ordering: .relaxed)
    guard number >= 0, Glibc.close(number) != 0, errno != EINTR else { return }
    throw FileError(path, operation: "closing")
  }

  /// Fills `buffer` as far as the file reaches; returns the count of bytes read, less than asked for only at
  /// the end of the file.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var done = 0
    while done < buffer.count, let base = buffer.baseAddress {
      let count = Glibc.read(number, base + done, buffer.count - done)
      if count == 0 { break }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw FileError(path, operation: "reading")
      }
    }
    return done
  }

  /// Writes all of `bytes`.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count, let base = bytes.baseAddress {
      let count = Glibc.write(number, base + done, bytes.count - done)
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw FileError(path, operation: "writing")
      }
    }
  }

  /// Returns when the disk has it (`fsync`). Devices and pipes that cannot do so are left alone.
  package func synchronize() throws {
    guard fsync(number) != 0, errno != EINVAL, errno != EROFS else { return }
    throw FileError(path, operation: "flushing")
  }

  /// What `fstat` says.
  package func status() throws -> stat {
    var info = stat()
    guard fstat(number, &info) == 0 else { throw FileError(path, operation: "looking up") }
    return info
  }
}
