import Basis
import Features
import Files
import RandomForest

extension ForestModel {
  /// The model as C99 for a microcontroller, with what its card says in the comment at the top.
  /// - Parameters:
  ///   - file: where the source is to be written; its name stands in front of every name.
  ///   - model: the file that the model was written to.
  package func source(for file: Path, model: Path) throws -> ForestSource {
    let frames = try LogMel(card.features).frames(card.length)
    let input =
      "float features[\(forest.columns)], the log-mel image [\(card.features.nMels)][\(frames)] in dB: "
      + "\(card.features.nMels) bands of \(frames) frames, row by row, the lowest band first; "
      + "\(card.length) samples at \(card.features.sampleRate) Hz make one"
    let notes: [(String, [UInt8])] = [
      ("Written by", Array("Shotmark \(card.version)".utf8)), ("Model", model.name.bytes),
      ("SHA-256 of the model", Array(SHA256.hex(of: try bytes()).utf8)),
      ("Trained on the set", Array(card.set.utf8)), ("Input", Array(input.utf8)),
      ("Features", card.features.json.bytes(pretty: false)),
      ("Parameters", JSON.Value(.object(card.parameters)).bytes(pretty: false)),
    ]
    return ForestSource(
      forest, name: file.stem.bytes, labels: card.labels.map { Array($0.utf8) }, notes: notes)
  }
}
