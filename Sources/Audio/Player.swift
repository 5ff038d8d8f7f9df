import Basis
import Dispatch

/// The thread of a playback: plays one order after the other.
///
/// All but the state is used on its queue alone.
final class Player: @unchecked Sendable {
  let queue = DispatchQueue(label: "playback")
  private let device: SoundDevice
  private let rates: [Int]?
  private let state: PlaybackState
  private let notify: @Sendable (Playback.Event) -> Void
  private var output: SoundOutput?
  /// Counts the orders, to tell whether the device has been silent since.
  private var orders = 0

  init(
    _ device: SoundDevice, rates: [Int]?, state: PlaybackState,
    _ notify: @escaping @Sendable (Playback.Event) -> Void
  ) {
    self.device = device
    self.rates = rates
    self.state = state
    self.notify = notify
  }

  /// Seconds of silence after which the device is given back.
  private static let patience = 3.0

  /// Plays an order to its end, or until it is no longer wanted.
  func play(_ order: PlaybackOrder, number: Int) {
    orders += 1
    defer { closeLater() }
    guard state.isWanted(number) else { return }
    do {
      let output = try self.output ?? SoundOutput(device, rates: rates)
      self.output = output
      try play(PlaybackSource(order, rate: output.rate), on: output, number: number)
      state.end(number)
    } catch {
      let failure = error as? AudioError ?? .soundDevice(device.description, reason: "\(error)")
      // A device that refused may have been unplugged: the next order looks for it anew.
      if case .soundDevice = failure { output = nil }
      state.end(number, failure)
      notify(.failed(failure))
    }
  }

  private func play(_ source: PlaybackSource, on output: SoundOutput, number: Int) throws {
    var sounding = Sounding(clock: PlaybackClock(rate: output.rate))
    defer {
      if sounding.hasStarted {
        output.abort()
        notify(.ended(heard: source.place.range(sounding.heard)))
      }
    }
    while state.isWanted(number) {
      let samples: [Float]
      do { samples = try source.nextBlock() } catch {
        try finish(&sounding, on: output, number: number)
        throw error
      }
      if samples.isEmpty { return try finish(&sounding, on: output, number: number) }
      if !sounding.hasStarted {
        try output.start()
        sounding.hasStarted = true
        notify(.started)
      }
      try output.write(samples)
      sounding.written += samples.count
      sounding.clock.note(written: sounding.written, unheard: output.unheard)
      state.note(number, source.place, sounding.clock)
    }
  }

  /// How far an order is, in samples at the device.
  private struct Sounding {
    var clock: PlaybackClock
    var written = 0
    var hasStarted = false
    /// Whether all that was written has been heard.
    var isOver = false
    var heard: Int { isOver ? written : clock.samples }
  }

  /// Waits until all has been heard.
  private func finish(_ sounding: inout Sounding, on output: SoundOutput, number: Int) throws {
    guard sounding.hasStarted else { return }
    for silence in output.outro {
      guard state.isWanted(number) else { return }
      try output.write(silence)
    }
    sounding.isOver = true
  }

  /// Gives the device back.
  func close() { output = nil }

  private func closeLater() {
    let count = orders
    queue.asyncAfter(deadline: .now() + Player.patience) { [weak self] in
      if let self, self.orders == count { self.close() }
    }
  }
}
