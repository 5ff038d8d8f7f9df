import Basis

/// What can be wrong with a recording, or with writing one.
public enum AudioError: Error, Equatable, Sendable {
  /// There is no such file.
  case notFound(Path)
  /// The file may not be read.
  case noPermission(Path)
  /// A folder stands where a recording is expected.
  case isFolder(Path)
  /// A pipe, socket or device stands where a recording is expected.
  case notAFile(Path)
  /// The file has no bytes.
  case empty(Path)
  /// libsndfile does not make sense of the file; `reason` is its own word.
  case notASoundFile(Path, reason: String)
  /// The header is in order and no samples follow.
  case noSamples(Path)
  /// The sample rate cannot be brought to the wanted one.
  case rate(Path, rate: Int, wanted: Int)
  /// A sample of a floating-point file is not a finite number; `frame` counts from 0 at the file's own rate.
  case notFinite(Path, frame: Int, rate: Int)
  /// The sound breaks off at `frame` and goes on behind it.
  case damaged(Path, frame: Int, rate: Int)
  /// The file was cut or replaced while it was being read.
  case changed(Path)
  /// The system refused to open or read.
  case system(Path, code: Int32)
  /// soxr refused; `reason` is its own word.
  case resampling(Path, reason: String)
  /// Whoever asked for the work no longer wants it.
  case cancelled(Path)
  /// There is no device that plays sound.
  case noSoundDevice
  /// No device has this name; `known` are the names there are.
  case unknownSoundDevice(String, known: [String])
  /// A device that plays sound could not be used; `reason` is PortAudio's or the system's own word.
  case soundDevice(String, reason: String)
  /// More samples than a WAV file can hold (its sizes are 32-bit numbers).
  case tooLongForWAV(Path, samples: Int)
}
