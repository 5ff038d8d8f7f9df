import Annotator
import Audio
import Basis
import Dispatch
import Synchronization

/// Draws proposals anywhere in the queue for a contact sheet, on a thread of its own; the sheet that is asked for last makes
/// those before superfluous.
final class DeskSheet: Sendable {
  private let files: [Path: Path]
  private let inbox: DeskInbox
  private let queue = DispatchQueue(label: "sheet", qos: .userInitiated)
  private let latest = Atomic(0)

  init(_ entries: [RecordingList.Entry], inbox: DeskInbox) {
    files = Dictionary(entries.map { ($0.name, $0.file) }) { first, _ in first }
    self.inbox = inbox
  }

  /// Draws `length` samples around each proposal, which lies at their first quarter.
  func draw(_ items: [Sheet.Item], length: Int, columns: Int) {
    let number = latest.wrappingAdd(1, ordering: .relaxed).newValue
    queue.async { [self] in
      var pictures = [[Peak]](repeating: [], count: items.count)
      // Each recording is opened once.
      for (recording, places) in Dictionary(grouping: items.indices, by: { items[$0].recording }) {
        guard latest.load(ordering: .relaxed) == number else { return }
        do {
          guard let file = files[recording] else { continue }
          let sound = try ResampledRecording(file, seeking: .near)
          for place in places.sorted(by: { items[$0].offset < items[$1].offset }) {
            let start = items[place].offset - length / 4
            pictures[place] = try DeskSheet.picture(sound, start..<start + length, columns)
          }
        } catch {
          inbox.put(.trouble("\(recording): \(ErrorText.short(error))"))
        }
      }
      inbox.put(.pictures(pictures, of: items))
    }
  }

  /// Nothing is drawn any more.
  func close() { latest.wrappingAdd(1, ordering: .relaxed) }

  private static func picture(
    _ sound: ResampledRecording, _ range: Range<Int>, _ columns: Int
  ) throws -> [Peak] {
    let rate = sound.recording.info.sampleRate
    func frame(_ sample: Int) -> Int {
      Int((Double(sample) * Double(rate) / Double(Sampling.rate)).rounded())
    }
    let frames = frame(range.lowerBound)..<frame(range.upperBound)
    return try Envelope.peaks(sound.recording, frames, columns: columns, budget: 1 << 19).peaks
  }
}
