import Annotator
import Audio
import Basis
import Files
import Synchronization

/// The file of the recording on the screen, for the threads that read it; what goes wrong there is told once.
final class DeskSource: Sendable {
  let entry: RecordingList.Entry
  /// The recording's number in the queue.
  let index: Int
  private let inbox: DeskInbox
  /// What the system said about the file when it was opened; `nil` where it said nothing.
  private let status: FileStatus?
  private let isSlow = Atomic<Bool>(false)
  private let isClosed = Atomic<Bool>(false)
  private let told = Mutex<Set<String>>([])

  init(_ entry: RecordingList.Entry, index: Int, inbox: DeskInbox) {
    self.entry = entry
    self.index = index
    self.inbox = inbox
    status = try? FileSystem.status(entry.file)
  }

  /// How positions in it are found.
  var seeking: Seeking { isSlow.load(ordering: .relaxed) ? .exact : .near }

  /// From now on positions are found by decoding from the start: what seeking led to was something else.
  func seekExactly() {
    isSlow.store(true, ordering: .relaxed)
    tell("its places can only be found by decoding from the start: this takes long")
  }

  /// Opens it, for one thread.
  func open() throws -> ResampledRecording { try ResampledRecording(entry.file, seeking: seeking) }

  /// Nothing is told any more.
  func close() { isClosed.store(true, ordering: .relaxed) }

  /// Tells an error of reading, unless that was told already.
  func tell(_ error: any Error) {
    if case AudioError.cancelled? = error as? AudioError { return }
    tell(ErrorText.short(error))
  }

  /// Tells that something is wrong with the recording, unless that was told already.
  func tell(_ words: String) {
    guard !isClosed.load(ordering: .relaxed), told.withLock({ $0.insert(words).inserted }) else { return }
    inbox.put(.trouble("\(entry.name): \(words)"))
  }

  /// Tells if the file is no longer the one that was opened: what is on the screen is of the old one, or of both.
  func lookForChanges() {
    guard let status else { return }
    do {
      guard try FileSystem.status(entry.file) != status else { return }
      tell("changed on disk; leave it and come back to see it as it is now")
    } catch {
      tell("can no longer be found: \(ErrorText.short(error))")
    }
  }
}

/// A reader of a source that one thread keeps, and opens anew where positions are to be found otherwise.
struct DeskReader {
  private let source: DeskSource
  private var opened: (sound: ResampledRecording, seeking: Seeking)?

  init(_ source: DeskSource) { self.source = source }

  /// The recording, opened once.
  mutating func sound() throws -> ResampledRecording {
    if let opened, opened.seeking == source.seeking { return opened.sound }
    let seeking = source.seeking
    let sound = try ResampledRecording(source.entry.file, seeking: seeking)
    opened = (sound, seeking)
    return sound
  }
}
