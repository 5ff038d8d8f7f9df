import Audio
import Basis
import Features
import Files

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
    let sound = try ResampledRecording(file)
    length = sound.length
    sha256 = try caches.digests.sha256(of: file)
    if let expecting, expecting != sha256 { throw ChunksError.recordingChanged(recording) }
    fingerprint = try caches.fingerprint(sha256) { try Source.fingerprint(sound) }
  }

  /// A second of a recording at a time is enough to draw its fingerprint.
  private static func fingerprint(_ sound: ResampledRecording) throws -> Fingerprint {
    var builder = FingerprintBuilder()
    try sound.stream(blockLength: Sampling.rate) { builder.append($0) }
    return builder.finish()
  }
}
