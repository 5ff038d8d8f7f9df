import Audio
import Basis
import Features
import Files
import Synchronization

/// What slicing knows of a recording before it cuts.
struct Source: Sendable {
  /// The recording below the root.
  var recording: Path
  /// Where it is now.
  var file: Path
  /// Samples at 16 kHz.
  var length: Int
  /// SHA-256 of its bytes in hexadecimal digits.
  var sha256: String
  var fingerprint: Fingerprint

  /// Opens a recording, and hashes and fingerprints it unless an earlier run has.
  ///
  /// - Parameter expecting: the digest that it must have, where the set already holds it.
  init(_ recording: Path, root: Path, caches: SourceCaches, expecting: String? = nil) throws {
    self.recording = recording
    file = root.appending(recording)
    length = try ResampledRecording(file).length
    let file = file
    let early = length > Source.long && caches.digests.known(file) == nil
    let drawn = Mutex<Result<Fingerprint, any Error>?>(nil)
    let hashed = Mutex<Result<String, any Error>?>(nil)
    // A long recording that nobody has seen before is hashed on one core and listened to on another.
    Parallel.forEach(early ? 2 : 1) { part in
      if part == 0 {
        let result = Result { try caches.digests.sha256(of: file) }
        hashed.withLock { $0 = result }
      } else {
        let result = Result { try Source.fingerprint(file) }
        drawn.withLock { $0 = result }
      }
    }
    sha256 = try hashed.withLock { $0 }?.get() ?? caches.digests.sha256(of: file)
    if let expecting, expecting != sha256 { throw ChunksError.recordingChanged(recording) }
    fingerprint = try caches.fingerprint(sha256) {
      try drawn.withLock { $0 }?.get() ?? Source.fingerprint(file)
    }
  }

  /// A minute, in samples at 16 kHz.
  private static let long = 60 * Sampling.rate

  /// A second of a recording at a time is enough to draw its fingerprint.
  private static func fingerprint(_ file: Path) throws -> Fingerprint {
    var builder = FingerprintBuilder()
    try ResampledRecording(file).stream(blockLength: Sampling.rate) { builder.append($0) }
    return builder.finish()
  }
}
