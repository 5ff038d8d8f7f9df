import Audio
import Augmentation
import Basis
import Features
import Files

/// A copy beside its chunk, for looking and listening.
package struct CopyPreview: Sendable {
  /// One side of it.
  package struct Side: Sendable {
    /// As in a manifest.
    package var row: ManifestRow
    /// As they would be in its file.
    package var samples: [Float]
    /// `[nMels, frames]` in dB.
    package var image: [Float]
    /// The places of its onsets.
    package var onsets: [Int] { row.onsets.map { $0 - row.start } }
  }

  /// The chunk.
  package var before: Side
  /// The copy.
  package var after: Side
  /// What was drawn, a line a step.
  package var steps: [String]

  /// Draws copies as a run with these options would: some of each label in turn, in an order drawn from the seed.
  ///
  /// - Parameter count: how many, at most.
  /// - Throws: what is wrong with set, recipe or materials.
  package static func make(
    _ count: Int, of set: ChunkSet, _ options: AugmentingOptions, images: ChunkImages,
    cache: CacheFolder = .standard
  ) throws -> [CopyPreview] {
    let source = try CopySource(set, parents: set.rows, options, cache: cache)
    let chosen = CopyPreview.chosen(count, source, options)
    return try Parallel.tryMap(chosen.count, jobs: options.jobs, with: { source.storage }) { storage, index in
      let drawn = try source.draw(set.rows.count + chosen[index], in: &storage)
      let (row, samples) = (drawn.manifestRow, storage.samples)
      let parent = set.rows[source.orders[chosen[index]].row]
      let before = try set.samples(of: parent)
      return CopyPreview(
        before: Side(row: parent, samples: before, image: images.image(before, nil, lead: parent.lead)),
        after: Side(
          row: row, samples: samples, image: images.image(samples, drawn.copy, lead: row.lead)),
        steps: drawn.copy?.lines ?? [])
    }
  }

  private static func chosen(_ count: Int, _ source: CopySource, _ options: AugmentingOptions) -> [Int] {
    let labels = Dictionary(grouping: source.orders.indices) { source.parents[source.orders[$0].row].label }
    var queues = labels.sorted { $0.key < $1.key }.map { _, orders in
      orders.sorted { left, right in
        let keys = [left, right].map { order in
          options.key(source.parents[source.orders[order].row]).adding("preview")
            .adding(source.orders[order].copy).value
        }
        return (keys[0], left) < (keys[1], right)
      }[...]
    }
    var chosen: [Int] = []
    while chosen.count < count, queues.contains(where: { !$0.isEmpty }) {
      for index in queues.indices where chosen.count < count {
        if let order = queues[index].popFirst() { chosen.append(order) }
      }
    }
    return chosen
  }
}

extension DrawnCopy {
  /// A line a step, for people: `distance metres 576, temperature 1`. Rounded; seeds and yes or no are left out.
  package var lines: [String] {
    steps.map { step in
      let name = type(of: step.transform).name
      if let skipped = step.skipped { return "\(name) skipped: \(skipped.reason)" }
      let values = step.transform.members.compactMap { member -> String? in
        guard member.key != "seed", member.value.bool == nil else { return nil }
        return "\(member.key) \(DrawnCopy.shown(member.value))"
      }
      return values.isEmpty ? name : "\(name) \(values.joined(separator: ", "))"
    }
      + (scaledDB == 0
        ? [] : ["turned down by \(DrawnCopy.shown(.number(-scaledDB))) dB to stay within full scale"])
  }

  /// Three digits of a number are enough to look at.
  private static func shown(_ value: JSON.Value) -> String {
    if let numbers = value.array { return numbers.map(shown).joined(separator: " ") }
    guard let number = value.double else { return value.string ?? value.text(pretty: false) }
    let factor: Double = abs(number) >= 100 ? 1 : abs(number) >= 10 ? 10 : 100
    let rounded = (number * factor).rounded() / factor
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : "\(rounded)"
  }
}

extension ChunkImages {
  /// As `compute`, as an array.
  func image(_ samples: [Float], _ copy: DrawnCopy?, lead: Int?) -> [Float] {
    [Float](unsafeUninitializedCapacity: size) { buffer, initialized in
      buffer.initialize(repeating: 0)
      compute(samples, copy, lead: lead, into: UnsafeMutableBufferPointer(rebasing: buffer[..<size]))
      initialized = size
    }
  }
}
