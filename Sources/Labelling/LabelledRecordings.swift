import Annotation
import Basis
import Files

/// What somebody has labelled so far with one label.
struct LabelledRecordings: Sendable {
  /// The onsets of each labelled recording; none where it was reviewed and nothing is there.
  private(set) var offsets: [Path: [Int]] = [:]
  /// Stretches that are not scored.
  private(set) var ignored: [Path: [Range<Int>]] = [:]
  /// Recordings that somebody has reviewed, or parts of them.
  private(set) var reviewed: Set<Path> = []
  /// All onsets.
  var labels: Int { offsets.values.reduce(0) { $0 + $1.count } }
  /// SHA-256 of all tag files and spans, whatever their labels.
  private(set) var digest = ""

  /// Reads a folder of tag files.
  init(reading folder: Path, label: String) throws {
    let annotations = try Annotations(reading: [folder])
    let digest = RunningDigest()
    for span in annotations.reviewed where span.how != .screened {
      offsets[span.path.plain] = []
      reviewed.insert(span.path.plain)
      digest.append(Array("\(span.path)\n\(span.start) \(span.end) \(span.how)\n".utf8))
    }
    for file in annotations.tagFiles {
      digest.append(Array("\(file.label)\n".utf8) + file.bytes())
      guard file.label == label else { continue }
      for entry in file.entries {
        let known = offsets[entry.path.plain] ?? []
        offsets[entry.path.plain] = Array(Set(known + entry.offsets)).sorted()
      }
    }
    for span in annotations.ignored {
      ignored[span.path.plain, default: []].append(span.start..<span.end)
      digest.append(Array("\(span.path)\n\(span.start) \(span.end)\n".utf8))
    }
    self.digest = digest.hex()
  }
}
