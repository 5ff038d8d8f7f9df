import Basis
import CSndfile

#if canImport(Glibc)
  import Glibc
#endif

/// An open regular file and libsndfile's reader on it.
///
/// The file is opened here and not by libsndfile: so a pipe cannot block, the reasons for a refusal are the
/// system's own, and starting again from the first sample stays with the same file even where another one has
/// taken its name.
final class SoundFileHandle {
  let path: Path
  /// What the header says.
  let info: RecordingInfo
  private(set) var sound: OpaquePointer
  /// The open file, at an address that the reader may keep.
  private let descriptor: UnsafeMutablePointer<Int32>
  private let size: Int

  init(opening path: Path) throws {
    self.path = path
    let opened = try SoundFileHandle.open(path)
    descriptor = .allocate(capacity: 1)
    descriptor.initialize(to: opened)
    do {
      size = try SoundFileHandle.checkedSize(of: opened, path)
      (sound, info) = try SoundFileHandle.attach(descriptor, path)
    } catch {
      close(opened)
      descriptor.deallocate()
      throw error
    }
  }

  deinit {
    sf_close(sound)
    close(descriptor.pointee)
    descriptor.deallocate()
  }

  private var isPatient = false

  /// Begins again at the first sample with a fresh decoder.
  /// - Parameter patiently: an MP3 from now on goes as far as its file does.
  func restart(patiently: Bool = false) throws {
    isPatient = isPatient || patiently
    let (fresh, now) = try SoundFileHandle.attach(descriptor, path, patiently: isPatient)
    sf_close(sound)
    sound = fresh
    guard now.sampleRate == info.sampleRate, now.channels == info.channels, now.code == info.code else {
      throw AudioError.changed(path)
    }
  }

  /// Whether, all claimed frames of an MP3 being decoded, more of the file is left than tags explain.
  var hasMoreThanClaimed: Bool {
    let offset = Int(lseek(descriptor.pointee, 0, SEEK_CUR))
    return !isPatient && offset >= 0 && size - offset > 1 << 14
  }

  /// Throws where the file no longer has the size it had.
  func checkUnchanged() throws {
    var status = stat()
    guard fstat(descriptor.pointee, &status) == 0, Int(status.st_size) == size else {
      throw AudioError.changed(path)
    }
  }

  private static func open(_ path: Path) throws -> Int32 {
    let descriptor = path.withCString { Glibc.open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) }
    guard descriptor < 0 else { return descriptor }
    switch errno {
    case ENOENT, ENOTDIR: throw AudioError.notFound(path)
    case EACCES, EPERM: throw AudioError.noPermission(path)
    case ENXIO: throw AudioError.notAFile(path)
    case let code: throw AudioError.system(path, writing: false, code: code)
    }
  }

  private static func checkedSize(of descriptor: Int32, _ path: Path) throws -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw AudioError.system(path, writing: false, code: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw AudioError.isFolder(path)
    case S_IFREG: break
    default: throw AudioError.notAFile(path)
    }
    guard status.st_size > 0 else { throw AudioError.empty(path) }
    return Int(status.st_size)
  }

  private static func attach(
    _ descriptor: UnsafeMutablePointer<Int32>, _ path: Path, patiently: Bool = false
  ) throws -> (OpaquePointer, RecordingInfo) {
    guard lseek(descriptor.pointee, 0, SEEK_SET) == 0 else {
      throw AudioError.system(path, writing: false, code: errno)
    }
    var raw = SF_INFO()
    let opened =
      patiently
      ? MPEGStream.open(descriptor, &raw) : sf_open_fd(descriptor.pointee, Int32(SFM_READ), &raw, 0)
    guard let opened else { throw AudioError.notASoundFile(path, reason: reason(sf_strerror(nil))) }
    guard raw.samplerate > 0, raw.channels > 0, raw.frames >= 0 else {
      sf_close(opened)
      throw AudioError.notASoundFile(
        path, reason: "its header claims \(raw.channels) channels at \(raw.samplerate) Hz")
    }
    return (opened, RecordingInfo(raw))
  }

  /// libsndfile's words without the full stop and the line break that some of them end with.
  private static func reason(_ words: UnsafePointer<CChar>?) -> String {
    guard let words else { return "unknown" }
    var text = String(cString: words)
    while let last = text.last, last == "." || last.isWhitespace { text.removeLast() }
    return text
  }
}
