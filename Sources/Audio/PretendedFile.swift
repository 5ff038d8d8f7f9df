import Basis
import CSndfile

#if canImport(Glibc)
  import Glibc
#endif

/// An open file as libsndfile is to see it, which is not quite how it is.
struct PretendedFile {
  let descriptor: Int32
  var pretence = Pretence.none

  /// What of a file is not shown as it is.
  enum Pretence {
    case none
    /// Its end lies at 64 times its size.
    ///
    /// Of an MP3 without a Xing header the decoder takes the first frame's bit rate for all, and stops at the length that
    /// this gives, though that may be a fraction of the recording. With so distant an end no guess stops it before the
    /// file does: bit rates differ by 40 times at most.
    case distantEnd
    /// Its RIFF size is 8, as libsndfile itself leaves it when a program dies while it writes; then it takes all that
    /// follows for sound. Other programs leave 0, and it finds none.
    case unfinishedRIFF
  }

  private static let shownSize: [UInt8] = [8, 0, 0, 0]

  /// Whether this is a RIFF file whose header was never completed.
  var isUnfinishedRIFF: Bool {
    var bytes = [UInt8](repeating: 1, count: 8)
    return pread(descriptor, &bytes, 8, 0) == 8 && bytes == Array("RIFF".utf8) + [0, 0, 0, 0]
  }

  /// Lets libsndfile read it from its start; `file` has to stay where it is as long as the reader is used.
  static func open(
    _ file: UnsafeMutablePointer<PretendedFile>, _ path: Path, _ information: inout SF_INFO
  ) throws -> OpaquePointer {
    let reader =
      if case .none = file.pointee.pretence {
        try openDuplicate(of: file.pointee.descriptor, path, &information)
      } else {
        openPretending(file, &information)
      }
    guard let reader else { throw AudioError.notASoundFile(path, reason: reason(sf_strerror(nil))) }
    return reader
  }

  /// Gives libsndfile a descriptor of its own. One that it refuses it closes, also where it was told to leave it open
  /// (seen in 1.2.0): closed here once more, its number could by then be another thread's file.
  private static func openDuplicate(
    of descriptor: Int32, _ path: Path, _ information: inout SF_INFO
  ) throws -> OpaquePointer? {
    let own = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard own >= 0 else { throw AudioError.system(path, code: errno) }
    return sf_open_fd(own, Int32(SFM_READ), &information, 1)
  }

  private static func openPretending(
    _ file: UnsafeMutablePointer<PretendedFile>, _ information: inout SF_INFO
  ) -> OpaquePointer? {
    var calls = SF_VIRTUAL_IO(
      get_filelen: { PretendedFile.at($0)?.size ?? 0 },
      seek: { PretendedFile.at($2)?.seek($0, $1) ?? -1 },
      read: { PretendedFile.at($2)?.read($0, Int($1)) ?? 0 },
      write: { _, _, _ in 0 },
      tell: { PretendedFile.at($0)?.seek(0, SEEK_CUR) ?? -1 })
    return sf_open_virtual(&calls, Int32(SFM_READ), &information, file)
  }

  /// libsndfile's words without the full stop and the line break that some of them end with.
  private static func reason(_ words: UnsafePointer<CChar>?) -> String {
    guard let words else { return "unknown" }
    var text = String(cString: words)
    while let last = text.last, last == "." || last.isWhitespace { text.removeLast() }
    return text
  }

  private static func at(_ pointer: UnsafeMutableRawPointer?) -> PretendedFile? {
    pointer?.load(as: PretendedFile.self)
  }

  private var size: sf_count_t {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return 0 }
    guard case .distantEnd = pretence else { return sf_count_t(status.st_size) }
    let (product, overflow) = sf_count_t(status.st_size).multipliedReportingOverflow(by: 64)
    return overflow ? sf_count_t(status.st_size) : product
  }

  private func seek(_ offset: sf_count_t, _ whence: Int32) -> sf_count_t {
    guard whence == SEEK_END else { return sf_count_t(lseek(descriptor, Int(offset), whence)) }
    return sf_count_t(lseek(descriptor, Int(size &+ offset), SEEK_SET))
  }

  private func read(_ target: UnsafeMutableRawPointer?, _ count: Int) -> sf_count_t {
    guard let target, count > 0 else { return 0 }
    let start = Int(lseek(descriptor, 0, SEEK_CUR))
    let got = max(0, Glibc.read(descriptor, target, count))
    switch pretence {
    case .none: break
    case .unfinishedRIFF:
      for place in (4..<8).clamped(to: start..<(start + got)) {
        target.storeBytes(
          of: PretendedFile.shownSize[place - 4], toByteOffset: place - start, as: UInt8.self)
      }
    case .distantEnd:
      // The decoder looks for tags in the last 128 bytes, and gives up where there are none to read.
      let left = Int(size) - start
      guard got == 0, (1...128).contains(left) else { break }
      memset(target, 0, min(left, count))
      lseek(descriptor, min(left, count), SEEK_CUR)
      return sf_count_t(min(left, count))
    }
    return sf_count_t(got)
  }
}
