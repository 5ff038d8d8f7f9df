import CSndfile

#if canImport(Glibc)
  import Glibc
#endif

/// A file as libsndfile's MP3 decoder sees it where it stopped too early: with an end far behind the true one.
///
/// Without a Xing header the decoder takes the first frame's bit rate for all, and stops at the length that this gives,
/// though that may be a fraction of the recording. With an end at 64 times the file's size no guess stops it before the
/// file does: bit rates differ by 40 times at most.
enum MPEGStream {
  /// Opens the file at `descriptor`, which has to stay open as long as the reader does, and so has its copy in `state`.
  static func open(_ state: UnsafeMutablePointer<Int32>, _ information: inout SF_INFO) -> OpaquePointer? {
    var calls = SF_VIRTUAL_IO(
      get_filelen: { MPEGStream.pretendedSize($0) },
      seek: { MPEGStream.seek($0, $1, $2) },
      read: { MPEGStream.read($0, $1, $2) },
      write: { _, _, _ in 0 },
      tell: { sf_count_t(lseek(MPEGStream.descriptor($0), 0, SEEK_CUR)) })
    return sf_open_virtual(&calls, Int32(SFM_READ), &information, state)
  }

  private static func descriptor(_ state: UnsafeMutableRawPointer?) -> Int32 {
    state?.load(as: Int32.self) ?? -1
  }

  private static func pretendedSize(_ state: UnsafeMutableRawPointer?) -> sf_count_t {
    var status = stat()
    guard fstat(descriptor(state), &status) == 0 else { return 0 }
    let (size, overflow) = sf_count_t(status.st_size).multipliedReportingOverflow(by: 64)
    return overflow ? sf_count_t(status.st_size) : size
  }

  private static func seek(
    _ offset: sf_count_t, _ whence: Int32, _ state: UnsafeMutableRawPointer?
  ) -> sf_count_t {
    guard whence == SEEK_END else { return sf_count_t(lseek(descriptor(state), Int(offset), whence)) }
    return sf_count_t(lseek(descriptor(state), Int(pretendedSize(state) &+ offset), SEEK_SET))
  }

  private static func read(
    _ target: UnsafeMutableRawPointer?, _ count: sf_count_t, _ state: UnsafeMutableRawPointer?
  ) -> sf_count_t {
    guard let target, count > 0 else { return 0 }
    let got = Glibc.read(descriptor(state), target, Int(count))
    guard got == 0 else { return sf_count_t(max(0, got)) }
    // The decoder looks for tags in the last 128 bytes, and gives up where there are none to read.
    let left = Int(pretendedSize(state)) - Int(lseek(descriptor(state), 0, SEEK_CUR))
    guard (1...128).contains(left) else { return 0 }
    let zeros = min(left, Int(count))
    memset(target, 0, zeros)
    lseek(descriptor(state), zeros, SEEK_CUR)
    return sf_count_t(zeros)
  }
}
