import Annotator
import Audio
import Basis
import Dispatch
import Features
import Files
import Onsets
import Synchronization

/// Draws the recording on the screen, on threads of its own; what is asked for later makes what was asked for earlier
/// superfluous.
final class DeskPictures: Sendable {
  private let entry: RecordingList.Entry
  private let index: Int
  private let inbox: DeskInbox
  private let queue = DispatchQueue(label: "pictures", qos: .userInteractive)
  private let background = DispatchQueue(label: "pyramid", qos: .utility)
  private let pyramid = Mutex<PeakPyramid?>(nil)
  private let latest = Mutex<(look: Look?, overview: Int?)>((nil, nil))
  private let isClosed = Atomic<Bool>(false)
  /// One handle, used on `queue` alone.
  private let opened = Mutex<Handles?>(nil)

  /// The recording's file, opened once for all pictures.
  private final class Handles: @unchecked Sendable {
    let recording: Recording
    let resampled: ResampledRecording

    init(_ file: Path) throws {
      recording = try Recording(opening: file)
      resampled = try ResampledRecording(file)
    }
  }

  init(_ entry: RecordingList.Entry, index: Int, inbox: DeskInbox) {
    self.entry = entry
    self.index = index
    self.inbox = inbox
    // Before any picture is drawn, but not while a key waits.
    queue.async { [self] in
      guard !isClosed.load(ordering: .relaxed) else { return }
      let kept = PeakPyramid.cached(entry.file)
      pyramid.withLock { $0 = kept }
      if kept == nil { buildPyramid() }
    }
  }

  /// Stops whatever is being drawn.
  func close() {
    isClosed.store(true, ordering: .relaxed)
    latest.withLock { $0 = (nil, nil) }
  }

  private func buildPyramid() {
    background.async { [self] in
      let built = try? PeakPyramid.build(
        entry.file, jobs: max(1, Parallel.cores - 1), isCancelled: { self.isClosed.load(ordering: .relaxed) })
      guard let built, !isClosed.load(ordering: .relaxed) else { return }
      pyramid.withLock { $0 = built }
      let (look, overview) = latest.withLock { $0 }
      if let overview { draw(overview: overview) }
      if let look { draw(look) }
    }
  }

  func draw(overview columns: Int) {
    latest.withLock { $0.overview = columns }
    queue.async { [self] in
      guard !isClosed.load(ordering: .relaxed), latest.withLock({ $0.overview }) == columns else { return }
      guard let handles = try? handles(),
        let drawn = try? outline(handles, 0..<handles.resampled.length, columns)
      else { return }
      inbox.put(.overview(drawn.peaks, index: index, isSparse: drawn.isSparse))
    }
  }

  func draw(_ look: Look) {
    latest.withLock { $0.look = look }
    queue.async { [self] in
      let isStale = { self.latest.withLock { $0.look } != look }
      guard !isStale(), let handles = try? handles() else { return }
      if let drawn = try? outline(handles, look.range, look.outlineColumns) {
        inbox.put(.outline(drawn.peaks, look, isSparse: drawn.isSparse))
      }
      guard look.rows > 0, look.columns > 0, !isStale() else { return }
      let cells = try? SpectrogramCells.cells(
        samples: { try handles.resampled.samples($0) }, range: look.range, columns: look.columns,
        rows: look.rows,
        isCancelled: isStale)
      if let cells = cells ?? nil { inbox.put(.spectrogram(cells, look)) }
    }
  }

  /// Pictures of the contact sheet.
  func draw(sheet offsets: [Int], length: Int, columns: Int) {
    queue.async { [self] in
      guard let handles = try? handles() else { return }
      let pictures = offsets.map { offset in
        let range = offset - length / 4..<offset + length * 3 / 4
        return (try? outline(handles, range, columns).peaks) ?? []
      }
      inbox.put(.sheet(pictures, index: index))
    }
  }

  /// At which delays shots echo.
  func listenForEchoes(after onsets: [Int]) {
    queue.async { [self] in
      guard let handles = try? handles() else { return }
      let delays = EchoDelays.common(onsets: onsets) { (try? handles.resampled.samples($0)) ?? [] }
      inbox.put(.echoes(delays, index: index))
    }
  }

  private func handles() throws -> Handles {
    try opened.withLock { opened throws(any Error) in
      if let opened { return opened }
      let fresh = try Handles(entry.file)
      opened = fresh
      return fresh
    }
  }

  /// The outline of a range at 16 kHz: from the pyramid where there is one, else from the file.
  private func outline(_ handles: Handles, _ range: Range<Int>, _ columns: Int) throws -> Envelope {
    let rate = handles.recording.info.sampleRate
    func frame(_ sample: Int) -> Int {
      Int((Double(sample) * Double(rate) / Double(Sampling.rate)).rounded())
    }
    let lower = frame(range.lowerBound)
    let frames = lower..<max(lower, frame(range.upperBound))
    if let pyramid = pyramid.withLock({ $0 }) {
      return Envelope(
        peaks: try pyramid.peaks(frames, columns: columns, recording: handles.recording), isSparse: false)
    }
    return try Envelope.peaks(handles.recording, frames, columns: columns)
  }
}
