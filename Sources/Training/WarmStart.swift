import Basis
import Features
import Files
import RandomForest

/// A model whose forest is gone on with: the result is the very model that a training at once with as many trees would
/// have been.
///
/// So everything that decides about a tree has to be what it was: chunks, labels, features, parameters, seed, version.
package struct WarmStart: Sendable {
  /// The model's file.
  package let file: Path
  /// The model.
  package let model: ForestModel

  /// Reads the model to go on from.
  package init(reading file: Path) throws {
    self.file = file
    model = try ForestModel(reading: file)
  }

  /// Checks what can be checked before an image is computed: `card` is that of the model to be, without scores.
  func check(_ card: ModelCard, trees: Int) throws(TrainingError) {
    let own = model.card
    try need(
      own.version == card.version, "it was trained by Shotmark \(own.version), this is \(card.version)")
    try need(own.labels == card.labels, "its labels are \(list(own.labels)), the set's \(list(card.labels))")
    try need(own.length == card.length, "its chunks have \(own.length) samples, the set's \(card.length)")
    try need(own.features == card.features, "its images are computed with other parameters")
    try need(
      own.recordings == card.recordings,
      "it was trained on \(own.recordings.count) recordings, and the set's \(card.recordings.count) are others"
    )
    try need(
      own.recipes == card.recipes,
      "its copies were made by \(list(own.recipes)), and those of now by \(list(card.recipes))")
    try need(own.digests != nil, "it does not say which chunks it was trained on")
    try need(
      own.digests?.chunks == card.digests?.chunks,
      "it was trained on other chunks, or on other weights of them")
    try checkParameters(card.parameters)
    guard trees >= model.forest.treeCount else {
      throw .fewerTrees(file, has: model.forest.treeCount, asked: trees)
    }
  }

  /// Checks that the trees would be given the same numbers.
  func check(images: String) throws(TrainingError) {
    try need(
      model.card.digests?.images == images,
      "the images are not those that it was trained on: chunks or copies have changed, or another machine "
        + "computes them otherwise")
  }

  private func checkParameters(_ wanted: [JSON.Member]) throws(TrainingError) {
    let own = model.card.parameters
    for member in wanted where member.key != "n_estimators" {
      let value = own.first { $0.key == member.key }?.value
      try need(
        value == member.value,
        "its \(member.key) is \(value?.text(pretty: false) ?? "not known"), and "
          + "\(member.value.text(pretty: false)) is asked for")
    }
    try need(own.count == wanted.count, "it has parameters that are not known here")
  }

  private func need(_ holds: Bool, _ problem: @autoclosure () -> String) throws(TrainingError) {
    guard holds else { throw .cannotGoOn(file, problem()) }
  }

  private func list(_ names: [String]) -> String {
    names.isEmpty ? "nothing" : names.joined(separator: ", ")
  }
}
