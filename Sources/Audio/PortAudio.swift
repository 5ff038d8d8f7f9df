import CPortAudio
import Synchronization

/// The library that plays sound, started for as long as this lives.
///
/// Its calls, but for writing, share state with each other, with ALSA, and with the process's standard error: they are made
/// one at a time, and what they write there is lost.
final class PortAudio: Sendable {
  private static let lock = Mutex<Void>(())
  static let noError = PaError(paNoError.rawValue)

  init() throws(AudioError) {
    let failure = PortAudio.alone { Pa_Initialize() }
    guard failure == PortAudio.noError else {
      throw AudioError.soundDevice("PortAudio", reason: PortAudio.words(failure))
    }
  }

  deinit { PortAudio.alone { _ = Pa_Terminate() } }

  /// Runs `body` while no other thread is in the library, with standard error led nowhere.
  static func alone<Result: Sendable>(_ body: () -> Result) -> Result {
    lock.withLock { _ in QuietStandardError.during(body) }
  }

  /// A device that plays sound.
  struct Device: Sendable {
    var index: PaDeviceIndex
    var name: String
    /// Samples a second that it would rather have.
    var rate: Int
  }

  /// The devices that play sound, in the library's order.
  func devices() -> [Device] { PortAudio.alone { PortAudio.listed() } }

  /// The device that plays sound by default.
  func standardDevice() -> Device? {
    PortAudio.alone {
      let index = Pa_GetDefaultOutputDevice()
      return PortAudio.listed().first { $0.index == index }
    }
  }

  private static func listed() -> [Device] {
    (0..<max(0, Pa_GetDeviceCount())).compactMap { index in
      guard let info = Pa_GetDeviceInfo(index)?.pointee, info.maxOutputChannels > 0, let name = info.name
      else {
        return nil
      }
      return Device(index: index, name: String(cString: name), rate: Int(info.defaultSampleRate))
    }
  }

  /// The library's words about a failure, or those of the system below it.
  static func words(_ failure: PaError) -> String {
    if failure == PaError(paUnanticipatedHostError.rawValue), let info = Pa_GetLastHostErrorInfo()?.pointee,
      let text = info.errorText, text.pointee != 0
    {
      return String(cString: text)
    }
    return Pa_GetErrorText(failure).map { String(cString: $0) } ?? "error \(failure)"
  }
}
