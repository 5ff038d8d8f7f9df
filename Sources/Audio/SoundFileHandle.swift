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
  private let file: UnsafeMutablePointer<PretendedFile>
  private let size: Int

  init(opening path: Path) throws {
    self.path = path
    let descriptor = try SoundFileHandle.open(path)
    file = .allocate(capacity: 1)
    file.initialize(to: PretendedFile(descriptor: descriptor))
    do {
      size = try SoundFileHandle.checkedSize(of: descriptor, path)
      var (opened, information) = try SoundFileHandle.attach(file, path)
      if information.claimedFrames == 0, file.pointee.isUnfinishedRIFF {
        sf_close(opened)
        file.pointee.pretence = .unfinishedRIFF
        (opened, information) = try SoundFileHandle.attach(file, path)
      }
      (sound, info) = (opened, information)
    } catch {
      close(descriptor)
      file.deallocate()
      throw error
    }
  }

  deinit {
    sf_close(sound)
    close(file.pointee.descriptor)
    file.deallocate()
  }

  /// Begins again at the first sample with a fresh decoder.
  func restart() throws {
    let (fresh, now) = try SoundFileHandle.attach(file, path)
    sf_close(sound)
    sound = fresh
    guard now.sampleRate == info.sampleRate, now.channels == info.channels, now.code == info.code else {
      throw AudioError.changed(path)
    }
  }

  /// Begins again, and goes as far as an MP3's file does. False where all that was claimed has been decoded, and no more
  /// of the file is left than tags explain.
  func restartBeyondClaim() throws -> Bool {
    let offset = Int(lseek(file.pointee.descriptor, 0, SEEK_CUR))
    guard info.isMPEG, case .none = file.pointee.pretence, offset >= 0, size - offset > 1 << 14 else {
      return false
    }
    file.pointee.pretence = .distantEnd
    try restart()
    return true
  }

  /// Throws where the file no longer has the size it had.
  func checkUnchanged() throws {
    var status = stat()
    guard fstat(file.pointee.descriptor, &status) == 0, Int(status.st_size) == size else {
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
    case let code: throw AudioError.system(path, code: code)
    }
  }

  private static func checkedSize(of descriptor: Int32, _ path: Path) throws -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw AudioError.system(path, code: errno)
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
    _ file: UnsafeMutablePointer<PretendedFile>, _ path: Path
  ) throws -> (OpaquePointer, RecordingInfo) {
    guard lseek(file.pointee.descriptor, 0, SEEK_SET) == 0 else {
      throw AudioError.system(path, code: errno)
    }
    var raw = SF_INFO()
    let sound = try PretendedFile.open(file, path, &raw)
    guard raw.samplerate > 0, raw.channels > 0, raw.frames >= 0 else {
      sf_close(sound)
      throw AudioError.notASoundFile(
        path, reason: "its header claims \(raw.channels) channels at \(raw.samplerate) Hz")
    }
    return (sound, RecordingInfo(raw))
  }
}
