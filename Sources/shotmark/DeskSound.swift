import Annotator
import Audio
import Basis
import Synchronization

/// Plays the recording on the screen, and tells the loop what was heard of which recording.
final class DeskSound {
  private let playback: Playback
  private let numbers = Numbers()

  /// Which recording is meant, as far as threads tell each other.
  private final class Numbers: Sendable {
    /// The number of the recording on the screen.
    let opened = Atomic(-1)
    /// Of the recording that is heard: another may be on the screen when its end is told.
    let heard = Atomic(-1)
  }

  init(_ device: SoundDevice, inbox: DeskInbox) {
    playback = Playback(device: device) { [numbers] event in
      switch event {
      case .started: numbers.heard.store(numbers.opened.load(ordering: .relaxed), ordering: .relaxed)
      case .ended(let range):
        inbox.put(.played(range, index: numbers.heard.load(ordering: .relaxed)))
        inbox.put(.heard(nil))
      case .failed(let error):
        inbox.put(.mute("no sound: \(error.what)"))
      }
    }
  }

  var isPlaying: Bool { playback.isPlaying }
  var position: Int? { playback.position }

  /// Falls silent: another recording is on the screen.
  func change(to index: Int) {
    playback.stop()
    numbers.opened.store(index, ordering: .relaxed)
  }

  func play(_ source: DeskSource, from: Int, until: Int?, speed: Double, loops: Bool) {
    playback.play(
      source.entry.file, from: max(0, from), until: until, speed: speed, loops: loops,
      seeking: source.seeking)
  }

  func stop() { playback.stop() }
}
