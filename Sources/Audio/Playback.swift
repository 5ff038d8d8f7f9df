import Basis

/// Plays recordings as they are on the screen: mono at 16 kHz, brought to the device's rate.
///
/// No call waits: files are opened and read, devices opened and written on a thread of its own. What goes wrong there is
/// told as an event, and as `failure`. The device is opened at the first sound, and given back after three silent seconds.
public final class Playback: Sendable {
  /// What happens, told on the playback's own thread.
  public enum Event: Equatable, Sendable {
    /// Sound begins.
    case started
    /// It has ended, or was stopped; `heard` are the samples at 16 kHz that were played, of a loop all that it went through.
    case ended(heard: Range<Int>)
    /// It cannot be played, or not any further.
    case failed(AudioError)
  }

  private let state = PlaybackState()
  private let player: Player

  /// - Parameters:
  ///   - device: where to play. For `.pulse` this sets PULSE_SERVER and PULSE_CLIENTCONFIG in the environment: make it before
  ///     there are threads that read the environment.
  ///   - notify: called for each event, on another thread.
  public convenience init(device: SoundDevice, notify: @escaping @Sendable (Event) -> Void = { _ in }) {
    self.init(device: device, rates: nil, notify: notify)
  }

  /// As above, at the first of `rates` that the device takes.
  package init(device: SoundDevice, rates: [Int]?, notify: @escaping @Sendable (Event) -> Void) {
    if case .pulse(let socket) = device { PulseEnvironment.prepare(socket) }
    player = Player(device, rates: rates, state: state, notify)
  }

  deinit {
    state.next(isPlaying: false)
    player.queue.async { [player] in player.close() }
  }

  /// Plays a recording from sample `from` at 16 kHz; what is being played falls silent. Returns at once.
  /// - Parameters:
  ///   - until: behind the last sample; `nil` for the recording's end.
  ///   - speed: 1, or 0.5 to hear it in half the speed and an octave lower; 1/16...16.
  ///   - loops: begins anew at `from` each time, without a gap.
  ///   - seeking: how `from` is found in what is compressed.
  public func play(
    _ recording: Path, from: Int, until: Int? = nil, speed: Double = 1, loops: Bool = false,
    seeking: Seeking = .exact
  ) {
    let usable = speed.isFinite ? min(max(speed, 1.0 / 16), 16) : 1
    let order = PlaybackOrder(
      recording: recording, from: min(max(0, from), 1 << 50), until: until, speed: usable, loops: loops,
      seeking: seeking)
    let number = state.next(isPlaying: true)
    player.queue.async { [player] in player.play(order, number: number) }
  }

  /// Falls silent. Returns at once.
  public func stop() { state.next(isPlaying: false) }

  /// The sample at 16 kHz that is heard now, what waits in the device's buffer taken off; `nil` in silence.
  public var position: Int? { state.position }

  /// Whether something is played, or about to be.
  public var isPlaying: Bool { state.isPlaying }

  /// Why the latest order could not be played.
  public var failure: AudioError? { state.failure }

  /// The names of the devices that play sound. Takes from some milliseconds to seconds: not for the thread of the screen.
  public static func deviceNames() -> [String] { (try? PortAudio())?.devices().map(\.name) ?? [] }
}
