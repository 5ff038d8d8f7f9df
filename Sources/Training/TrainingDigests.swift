import Basis
import Chunks
import Files

/// SHA-256 of what a model was trained on, by which it knows whether it can be gone on with.
package struct TrainingDigests: Sendable, Equatable {
  /// Of the manifest's rows: which chunks, cut from where, under which labels, with which weights.
  package var chunks: String
  /// Of the images, labels and weights as the trees were given them.
  package var images: String

  /// The digest of rows, without an image being computed.
  static func chunks(_ rows: [ManifestRow], usesWeights: Bool) -> String {
    let digest = RunningDigest()
    for row in rows {
      let weight = usesWeights ? row.weight : 1
      let texts = [
        row.label, row.recordingSHA256, String(row.start), String(weight), row.recipe, row.parameters,
      ]
      // No part holds a zero byte, so that parts cannot run into each other.
      let parts = [row.file.bytes, row.parent?.bytes ?? []] + texts.map { Array($0.utf8) }
      for part in parts { digest.append(part + [0]) }
    }
    return digest.hex()
  }

  /// The digest of images, labels and weights.
  static func images(_ data: LearningData) -> String {
    let digest = RunningDigest()
    data.table.values.withUnsafeBytes { digest.append($0) }
    data.truth.withUnsafeBytes { digest.append($0) }
    data.weights?.withUnsafeBytes { digest.append($0) }
    return digest.hex()
  }

  var json: JSON.Value {
    .object([("chunks_sha256", .string(chunks)), ("images_sha256", .string(images))])
  }

  init(chunks: String, images: String) { (self.chunks, self.images) = (chunks, images) }

  init?(json value: JSON.Value) {
    guard let chunks = value["chunks_sha256"]?.string, let images = value["images_sha256"]?.string else {
      return nil
    }
    self.init(chunks: chunks, images: images)
  }
}
