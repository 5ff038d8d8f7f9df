import Augmentation
import Basis
import Evaluation

/// The chunks of one split and fold that others of it may be mixed with, or take background from.
struct PartPool: Sendable {
  /// Originals, sorted by file.
  var partners: [Partner] = []
  /// Those without a shot.
  var backgrounds: [Sound] = []

  /// Where a chunk stands among them.
  func place(of file: Path) -> Int? {
    var range = 0..<partners.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if partners[middle].file == file { return middle }
      range = partners[middle].file < file ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// A split and a fold.
  struct Part: Hashable, Sendable {
    var split: Split
    var fold: Int?

    init(_ row: ManifestRow) {
      split = row.split
      fold = row.fold
    }
  }

  /// The pools of a set's rows, which are sorted by file.
  static func pools(_ set: ChunkSet) -> [Part: PartPool] {
    var pools: [Part: PartPool] = [:]
    for row in set.rows where row.parent == nil {
      pools[Part(row), default: PartPool()].partners.append(Partner(file: row.file, label: row.label))
      guard row.kind == .background else { continue }
      pools[Part(row), default: PartPool()].backgrounds
        .append(Sound(path: row.file, length: set.information.length))
    }
    return pools
  }
}

/// What one chunk's transforms may use.
struct ChunkMaterials: Materials {
  let row: ManifestRow
  let pool: PartPool
  let library: SoundLibrary

  /// The chunk's own place among the chunks of its split and fold.
  private let place: Int?

  init(row: ManifestRow, pool: PartPool, library: SoundLibrary) {
    (self.row, self.pool, self.library) = (row, pool, library)
    place = pool.place(of: row.file)
  }

  var partnerCount: Int { pool.partners.count - (place == nil ? 0 : 1) }

  func partner(_ index: Int) -> Partner {
    pool.partners[place.map { index < $0 ? index : index + 1 } ?? index]
  }

  func sounds(in folder: Path?) -> [Sound] { folder.map { library.sounds(in: $0) } ?? pool.backgrounds }

  func neighbours(_ range: Range<Int>) throws -> [Float] {
    try library.samples(of: row.recording, range.lowerBound + row.start..<range.upperBound + row.start)
  }

  func samples(of sound: Path, in folder: Path?, from start: Int, count: Int) throws -> [Float] {
    if let folder { return try library.samples(of: sound, in: folder, from: start, count: count) }
    return Looping.samples(of: try samples(ofPartner: sound), from: start, count: count)
  }

  func samples(ofPartner file: Path) throws -> [Float] { try library.set.samples(ofFile: file) }
}
