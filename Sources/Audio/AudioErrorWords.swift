import Basis

#if canImport(Glibc)
  import Glibc
#endif

extension AudioError: ThreePartError {
  /// What is wrong, with the figures that show it.
  public var what: String {
    switch self {
    case .notFound: "there is no such recording"
    case .noPermission: "the recording may not be read"
    case .isFolder: "this is a folder, not a recording"
    case .notAFile: "this is a pipe or a device, not a file"
    case .empty: "the recording is empty: its file has no bytes"
    case .notASoundFile(_, let reason): "this is not a sound file that can be read: \(reason)"
    case .noSamples: "the recording has a header and no samples"
    case .rate(_, let rate, let wanted): "a sample rate of \(rate) Hz cannot be brought to \(wanted) Hz"
    case .notFinite(_, let frame, let rate):
      "sample \(frame) (\(AudioError.seconds(frame, rate)) s) is not a finite number"
    case .damaged(_, let frame, let rate):
      "the recording cannot be decoded at sample \(frame) (\(AudioError.seconds(frame, rate)) s)"
    case .changed: "the recording changed while it was being read"
    case .system(_, let code): "reading failed: \(String(cString: strerror(code)))"
    case .resampling(_, let reason): "resampling failed: \(reason)"
    case .cancelled: "reading was stopped before its end"
    case .noSoundDevice: "there is no device here that plays sound"
    case .unknownSoundDevice(let name, _): "no sound device is called \(name)"
    case .soundDevice(_, let reason): "the sound device cannot be used: \(reason)"
    case .tooLongForWAV(_, let samples): "\(samples) samples are more than a WAV file can hold"
    }
  }

  /// The recording.
  public var place: String {
    switch self {
    case .notFound(let path), .noPermission(let path), .isFolder(let path), .notAFile(let path),
      .empty(let path), .notASoundFile(let path, _), .noSamples(let path), .rate(let path, _, _),
      .notFinite(let path, _, _), .damaged(let path, _, _), .changed(let path), .system(let path, _),
      .resampling(let path, _), .cancelled(let path),
      .tooLongForWAV(let path, _):
      path.description
    case .noSoundDevice: "this machine"
    case .unknownSoundDevice: "--sound"
    case .soundDevice(let name, _): name
    }
  }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .notFound: "check the path; paths in tag files are relative to --root"
    case .noPermission: "give yourself the right to read it (chmod u+r)"
    case .isFolder: "name a sound file, or remove the row"
    case .notAFile: "save the sound to a file first"
    case .empty: "fetch or record it again, or remove its tags"
    case .notASoundFile: "convert it to WAV or FLAC, fetch it again, or remove its tags"
    case .noSamples: "fetch or record it again, or remove its tags"
    case .rate:
      "correct the rate in its header if that is wrong, or convert the recording to 16000, 44100 or 48000 Hz"
    case .notFinite: "export the recording again as 16- or 24-bit PCM"
    case .damaged: "fetch it again, or ignore the span around the damage"
    case .changed: "wait until it is complete, then run again"
    case .system: "check the path, the disk and the network"
    case .resampling: "convert the recording to 16000, 44100 or 48000 Hz"
    case .cancelled: "begin it again"
    case .noSoundDevice:
      "plug one in; over SSH, hear it where you sit with --sound pulse:SOCKET"
    case .unknownSoundDevice(_, let known):
      known.isEmpty
        ? "plug one in; over SSH, hear it where you sit with --sound pulse:SOCKET"
        : "choose one of: " + known.joined(separator: ", ")
    case .soundDevice(let name, _) where name.hasPrefix("pulse:"):
      "check that the socket is forwarded (ssh -R) and that ALSA's plugin for PulseAudio is installed (libasound2-plugins)"
    case .soundDevice: "close other programs that use it, or choose another one with --sound"
    case .tooLongForWAV: "write it in parts"
    }
  }

  private static func seconds(_ frame: Int, _ rate: Int) -> String {
    let milliseconds = rate > 0 ? frame.multipliedReportingOverflow(by: 1000).partialValue / rate : 0
    let fraction = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: max(0, 3 - fraction.count)) + fraction
  }
}
