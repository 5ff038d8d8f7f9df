import Annotator
import Audio
import Basis
import Dispatch
import Features
import Onsets
import Synchronization

/// Draws the recording on the screen, on threads of its own; what is asked for later makes what was asked for earlier
/// superfluous.
final class DeskPictures: Sendable {
  private let source: DeskSource
  private let inbox: DeskInbox
  private let queue = DispatchQueue(label: "pictures", qos: .userInteractive)
  private let background = DispatchQueue(label: "pyramid", qos: .utility)
  private let pyramid = Mutex<PeakPyramid?>(nil)
  private let latest = Mutex<(look: Look?, overview: Int?)>((nil, nil))
  private let isClosed = Atomic<Bool>(false)
  /// Opened once for all pictures, and read on `queue` alone.
  private let reader: Mutex<DeskReader>

  private var index: Int { source.index }

  init(_ source: DeskSource, inbox: DeskInbox) {
    self.source = source
    self.inbox = inbox
    reader = Mutex(DeskReader(source))
    // Before any picture is drawn, but not while a key waits.
    queue.async { [self] in
      guard !isClosed.load(ordering: .relaxed) else { return }
      if let kept = PeakPyramid.cached(source.entry.file) { use(kept) } else { buildPyramid() }
    }
  }

  /// Stops whatever is being drawn.
  func close() {
    isClosed.store(true, ordering: .relaxed)
    latest.withLock { $0 = (nil, nil) }
  }

  private func buildPyramid() {
    background.async { [self] in
      do {
        let built = try PeakPyramid.build(
          source.entry.file, jobs: max(1, Parallel.cores - 1),
          isCancelled: { self.isClosed.load(ordering: .relaxed) })
        queue.async { [self] in use(built) }
      } catch {
        source.tell(error)
      }
    }
  }

  /// From now on pictures are drawn from a pyramid. What must be decoded has its true length from it, and is compared with it
  /// here and there before its positions are believed.
  private func use(_ built: PeakPyramid) {
    guard !isClosed.load(ordering: .relaxed) else { return }
    read { sound in
      guard !sound.recording.info.exactSeek else { return }
      inbox.put(.counted(sound.length(ofFrames: built.frames), index: index))
      if try !built.agrees(with: sound.recording) { source.seekExactly() }
    }
    pyramid.withLock { $0 = built }
    let (look, overview) = latest.withLock { $0 }
    if let overview { draw(overview: overview) }
    if let look { draw(look) }
  }

  /// Has it looked, behind what is being drawn, whether the file is still the one that was opened.
  func lookForChanges() {
    queue.async { [source] in source.lookForChanges() }
  }

  func draw(overview columns: Int) {
    latest.withLock { $0.overview = columns }
    queue.async { [self] in
      guard !isClosed.load(ordering: .relaxed), latest.withLock({ $0.overview }) == columns else { return }
      read { sound in
        let length = pyramid.withLock { $0 }.map { sound.length(ofFrames: $0.frames) } ?? sound.length
        let drawn = try outline(sound, 0..<length, columns)
        inbox.put(.overview(drawn.peaks, index: index, isSparse: drawn.isSparse))
      }
    }
  }

  func draw(_ look: Look) {
    latest.withLock { $0.look = look }
    queue.async { [self] in
      let isStale = { self.latest.withLock { $0.look } != look }
      guard !isStale() else { return }
      read { sound in
        let drawn = try outline(sound, look.range, look.outlineColumns)
        inbox.put(.outline(drawn.peaks, look, isSparse: drawn.isSparse))
      }
      guard look.rows > 0, look.columns > 0, !isStale() else { return }
      read { sound in
        let cells = try SpectrogramCells.cells(
          samples: { try sound.samples($0) }, range: look.range, columns: look.columns, rows: look.rows,
          budget: DeskPictures.budget(sound, exact: 32_768, decoded: 4096), isCancelled: isStale)
        if let cells { inbox.put(.spectrogram(cells, look)) }
      }
    }
  }

  /// Pictures of the contact sheet.
  func draw(sheet offsets: [Int], length: Int, columns: Int) {
    queue.async { [self] in
      read { sound in
        let pictures = try offsets.map { offset in
          try outline(sound, offset - length / 4..<offset + length * 3 / 4, columns).peaks
        }
        inbox.put(.sheet(pictures, index: index))
      }
    }
  }

  /// At which delays shots echo.
  func listenForEchoes(after onsets: [Int]) {
    queue.async { [self] in
      read { sound in
        let delays = EchoDelays.common(onsets: onsets) { range in
          do { return try sound.samples(range) } catch {
            source.tell(error)
            return []
          }
        }
        inbox.put(.echoes(delays, index: index))
      }
    }
  }

  /// Reads the recording; errors are told.
  private func read(_ body: (ResampledRecording) throws -> Void) {
    do {
      try body(reader.withLock { reader throws(any Error) in try reader.sound() })
    } catch {
      source.tell(error)
    }
  }

  /// How much may be read for a picture: less where it must be decoded.
  private static func budget(_ sound: ResampledRecording, exact: Int, decoded: Int) -> Int {
    sound.recording.info.exactSeek ? exact : decoded
  }

  /// The outline of a range at 16 kHz: from the pyramid where there is one, else from the file.
  private func outline(_ sound: ResampledRecording, _ range: Range<Int>, _ columns: Int) throws -> Envelope {
    let rate = sound.recording.info.sampleRate
    func frame(_ sample: Int) -> Int {
      Int((Double(sample) * Double(rate) / Double(Sampling.rate)).rounded())
    }
    let lower = frame(range.lowerBound)
    let frames = lower..<max(lower, frame(range.upperBound))
    if let pyramid = pyramid.withLock({ $0 }) {
      return Envelope(
        peaks: try pyramid.peaks(frames, columns: columns, recording: sound.recording), isSparse: false)
    }
    // 2^21 frames are 44 s at 48 kHz, 2^19 are 11 s, decoded in a tenth of a second.
    let budget = DeskPictures.budget(sound, exact: 1 << 21, decoded: 1 << 19)
    return try Envelope.peaks(sound.recording, frames, columns: columns, budget: budget)
  }
}
