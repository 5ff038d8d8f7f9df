import Audio
import Augmentation
import Basis
import Chunks
import Features
import Files
import Report

/// `shotmark augment --preview`: a contact sheet and the sounds of some copies, before and after.
struct AugmentPreview {
  let source: Path
  let options: AugmentingOptions
  let count: Int

  init(_ source: Path, options: AugmentingOptions, count: Int) {
    (self.source, self.options, self.count) = (source, options, count)
  }

  /// Writes `sheet-1.png` and so on, and for each copy two WAV files with the same number in front, so that a player
  /// meets them one after the other.
  func write(into folder: Path, _ console: Console) throws -> Outcome {
    let set = try ChunkSet(opening: source)
    let images = try ChunkImages(LogMelParameters(), length: set.information.length)
    let copies = try CopyPreview.make(count, of: set, options, images: images)
    guard !copies.isEmpty else {
      console.print("\(source): no chunk gets a copy by \(options.recipe.name)")
      return .success
    }
    let sheet = ContactSheet(
      title: "\(options.recipe.name) on \(source), seed \(options.seed)",
      entries: try copies.map { try entry($0, images) })
    try clear(folder)
    let pages = try sheet.write(into: folder)
    for (index, copy) in copies.enumerated() {
      let digits = String(index + 1)
      let number = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
      for (side, word) in [(copy.before, "before"), (copy.after, "after")] {
        let name = "\(number)-\(side.row.label)-\(word).wav"
        try AtomicFile.write(WAV.bytes(pcm16: side.samples).bytes, to: folder.appending(name))
      }
    }
    for page in pages { console.print("\(page)") }
    console.print("\(folder): \(copies.count) copies, each as …-before.wav and …-after.wav")
    return .success
  }

  private func entry(_ copy: CopyPreview, _ images: ChunkImages) throws -> ContactSheet.Entry {
    ContactSheet.Entry(
      title: copy.after.row.file.name.description,
      subtitle: "\(copy.after.row.label), \(copy.after.row.split.rawValue)", before: try view(copy.before, images),
      after: try view(copy.after, images), captions: copy.steps)
  }

  private func view(_ side: CopyPreview.Side, _ images: ChunkImages) throws -> SoundView {
    let hop = Double(images.parameters.hopLength)
    return SoundView(
      samples: side.samples, onsets: side.onsets,
      image: try LogMelView(
        values: side.image, nMels: images.nMels, frames: images.frames,
        onsets: side.onsets.map { Double($0) / hop }))
  }

  /// Takes away what an earlier preview left, and nothing else.
  private func clear(_ folder: Path) throws {
    try FileSystem.makeFolder(folder)
    for name in try FileSystem.files(below: folder)
    where name.components.count == 1 && AugmentPreview.isOurs(name.description) {
      try FileSystem.remove(folder.appending(name))
    }
  }

  private static func isOurs(_ name: String) -> Bool {
    if name.hasPrefix("sheet-"), name.hasSuffix(".png") { return true }
    let digits = name.prefix { $0.isNumber }
    return digits.count >= 3 && (name.hasSuffix("-before.wav") || name.hasSuffix("-after.wav"))
  }
}
