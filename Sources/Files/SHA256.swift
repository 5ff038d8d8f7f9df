import Basis
import CCrypto

#if canImport(Glibc)
  import Glibc
#endif

/// SHA-256 digests (FIPS 180-4) by libcrypto, as 64 lower-case hexadecimal digits.
public enum SHA256 {
  /// The digest of bytes in memory.
  public static func hex(of bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { hex(of: $0) }
  }

  /// The digest of bytes in memory.
  public static func hex(of bytes: UnsafeRawBufferPointer) -> String {
    let digest = RunningDigest()
    digest.append(bytes)
    return digest.hex()
  }

  /// The digest of a file's content, read in pieces of 1 MiB.
  public static func hex(file path: Path) throws -> String {
    let file = try Descriptor(path, O_RDONLY)
    if FileStatus(try file.status()).isFolder { throw FileError.isFolder(path) }
    _ = file.withNumber { posix_fadvise($0, 0, 0, POSIX_FADV_SEQUENTIAL) }
    let digest = RunningDigest()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try buffer.withUnsafeMutableBytes { bytes in
        let count = try file.read(into: bytes)
        digest.append(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        return count
      }
      if count < buffer.count { return digest.hex() }
    }
  }
}

/// A SHA-256 digest of what has been appended so far.
public final class RunningDigest {
  private let context = EVP_MD_CTX_new()

  /// The digest of nothing yet.
  public init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes.
  public func append(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Adds bytes.
  public func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  /// The digest of all that was appended; the object is spent after that.
  public func hex() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &digest, nil)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
