import Basis

/// Sounds from outside a chunk that transforms may use.
///
/// All of them belong to one chunk's split and fold, or to folders outside the set: whoever makes them sees to that.
package protocol Materials: Sendable {
  /// How many chunks may be mixed into this one, itself not among them.
  var partnerCount: Int { get }
  /// One of them, in the order of their files.
  func partner(_ index: Int) -> Partner
  /// The sounds below `folder` that a transform may take, sorted; those of the set itself where it is `nil`. Empty
  /// where there are none.
  func sounds(in folder: Path?) -> [Sound]
  /// The recording's own samples at 16 kHz in `range`, counted from the chunk's begin.
  func neighbours(_ range: Range<Int>) throws -> [Float]
  /// `count` samples at 16 kHz of one of `sounds`, from sample `start` on, beginning again where it ends.
  func samples(of sound: Path, in folder: Path?, from start: Int, count: Int) throws -> [Float]
  /// A partner's samples.
  func samples(ofPartner file: Path) throws -> [Float]
}

/// A chunk that another one may be mixed with.
package struct Partner: Equatable, Sendable {
  /// Its file below the set's folder.
  package var file: Path
  /// Its label.
  package var label: String

  /// A chunk by its file and label.
  package init(file: Path, label: String) {
    self.file = file
    self.label = label
  }
}

/// A sound that may be taken.
package struct Sound: Equatable, Sendable {
  /// Its path below the folder it was found in.
  package var path: Path
  /// Samples at 16 kHz.
  package var length: Int

  /// A sound by its path and length.
  package init(path: Path, length: Int) {
    self.path = path
    self.length = length
  }
}

/// For chunks that stand alone: no neighbours, no partners, no folders.
package struct NoMaterials: Materials {
  /// Nothing.
  package init() {}
  /// None.
  package var partnerCount: Int { 0 }
  /// Nobody.
  package func partner(_ index: Int) -> Partner { Partner(file: "", label: "") }
  /// None.
  package func sounds(in folder: Path?) -> [Sound] { [] }
  /// Silence.
  package func neighbours(_ range: Range<Int>) -> [Float] { [Float](repeating: 0, count: range.count) }
  /// Silence.
  package func samples(of sound: Path, in folder: Path?, from start: Int, count: Int) -> [Float] {
    [Float](repeating: 0, count: count)
  }
  /// Silence.
  package func samples(ofPartner file: Path) -> [Float] { [] }
}
