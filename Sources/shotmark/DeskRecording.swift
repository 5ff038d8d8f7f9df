import Annotator
import Audio
import Basis

/// The recording on the screen: its file, and who draws it, listens to it and looks around in it.
final class DeskRecording {
  let source: DeskSource
  private let sound: ResampledRecording
  private let samples: DeskSamples
  private let pictures: DeskPictures
  private let listening: DeskListening?
  private let rises: DeskRises

  /// Opens a recording of the queue.
  /// - Parameter listens: whether proposals are looked for.
  /// - Throws: `AudioError`, of opening.
  init(_ entry: RecordingList.Entry, index: Int, listens: Bool, inbox: DeskInbox) throws {
    source = DeskSource(entry, index: index, inbox: inbox)
    sound = try source.open()
    samples = DeskSamples(source, inbox: inbox)
    rises = DeskRises(source, inbox: inbox)
    pictures = DeskPictures(source, inbox: inbox)
    listening = listens ? DeskListening(source, inbox: inbox) : nil
  }

  /// What its header says.
  var info: RecordingInfo { sound.recording.info }
  /// Samples at 16 kHz: as counted, or as its header says until all of it has been decoded.
  var length: Int { sound.length }

  /// Does what has to do with its sound; what is known at once comes back.
  func look(_ effect: Effect) -> [Message] {
    switch effect {
    case .overview(_, let columns): pictures.draw(overview: columns)
    case .look(let look): pictures.draw(look)
    case .sheet(let offsets, let length, let columns):
      pictures.draw(sheet: offsets, length: length, columns: columns)
    case .echoes(let onsets): pictures.listenForEchoes(after: onsets)
    case .samples(let range): return samples.read(range, of: sound)
    case .burst(let start): return samples.hearBurst(from: start, of: sound)
    case .rise(let place, let forward, let count):
      return rises.search(
        RiseSearch(from: place, forward: forward, count: count, length: sound.length), in: sound)
    default: break
    }
    return []
  }

  /// Has another thread look whether the file is still the one that was opened.
  func lookForChanges() { pictures.lookForChanges() }

  /// Stops looking for proposals: others have come.
  func stopListening() { listening?.close() }

  /// Stops whatever is being done with it.
  func close() {
    source.close()
    samples.close()
    pictures.close()
    listening?.close()
    rises.close()
  }
}
