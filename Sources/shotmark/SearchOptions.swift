import Basis
import GridSearch

extension ValueKind where Value == [ParameterValue] {
  /// Values of a parameter that is searched over: a list with ranges.
  static func values(of parameter: SearchParameter) -> Self {
    ValueKind("LIST", parameter.words.isEmpty ? .nothing : .words(parameter.words)) { bytes in
      do { return try parameter.values(of: Path(bytes: bytes).description) } catch let error
        as GridSearchError
      {
        throw UnreadableValue(what: error.what, remedy: error.remedy)
      }
    }
  }
}

extension ValueKind where Value == SearchScore {
  /// A score by its name.
  static var score: Self {
    ValueKind("SCORE", .words(SearchScore.names)) { bytes in
      do { return try SearchScore(name: Path(bytes: bytes).description) } catch let error as GridSearchError {
        throw UnreadableValue(what: error.what, remedy: error.remedy)
      }
    }
  }
}

extension ValueKind where Value == SearchDivision {
  /// A number of folds, or `manifest`.
  static var division: Self {
    ValueKind("N|manifest", .words(["manifest"])) { bytes in
      if bytes == Array("manifest".utf8) { return .manifest }
      let folds = try ValueKind<Int>.count(in: 2...100).read(bytes)
      return .grouped(folds: folds, repeats: 1)
    }
  }
}

extension ValueKind where Value == SearchShard {
  /// `I/N`.
  static var shard: Self {
    ValueKind("I/N") { bytes in
      let parts = Path(bytes: bytes).description.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]),
        let shard = SearchShard(number: number, of: count)
      else {
        throw UnreadableValue(
          what: "\(quoted(Path(bytes: bytes).description)) is no part of a whole",
          remedy: "give I/N with 1 <= I <= N, such as 2/8")
      }
      return shard
    }
  }
}

/// The options of `shotmark search forest`.
package enum SearchOptions {
  static let set = Argument("SET", .folder, .one, "A folder made by shotmark slice")
  static let out = Option(
    "out", short: "o", .folder, .required,
    "The folder for tables, picture and models; an interrupted search goes on")
  static let grid = Option(
    "grid", .file(["json"], named: "GRID"), .optional,
    "A file of lists: {\"max_depth\": [10, null]}, or several such objects in a list")
  static let random = Option(
    "random", .count(in: 1...SearchSpace.mostCandidates), .optional,
    "Search only so many candidates, drawn from the grid")
  static let halving = Option(
    "halving", .count(in: 2...100, named: "FACTOR"), .optional,
    "Successive halving: begin with few trees, and go on with the best 1/FACTOR of the candidates again and again"
  )
  static let folds = Option(
    "folds", .division, .standard(.grouped(folds: 5, repeats: 1), shown: "5"),
    "Folds of whole groups with their share of every label, or those of the manifest")
  static let repeats = Option(
    "repeats", .count(in: 1...100), .standard(1, shown: "1"), "How often the folds are divided anew")
  static let nested = Option(
    "nested", .count(in: 2...100), .optional,
    "Outer folds: search within the rest of each, and judge the choice on the fold itself")
  static let scoring = Option(
    "scoring", .list(of: .score), .standard([.accuracy], shown: "accuracy"),
    "Scores: " + SearchScore.names.joined(separator: ", "))
  static let refit = Option(
    "refit", .score, .optional, "The score that the best is chosen by; default: the first of --scoring")
  static let noRefit = Flag("no-refit", "Train no model")
  static let positive = Option(
    "positive", .label, .optional, "The label that scores are about; default: the first other than ENV")
  static let heatMap = Option(
    "heat-map", .list(of: .word(SearchParameters.all.map(\.name), named: "PARAMETER")), .optional,
    "The two parameters of the heat map; default: the first two that have several values")
  static let shard = Option(
    "shard", .shard, .optional, "Grow only part I of N; shotmark search merge joins the parts")
  static let matrix = Option(
    "matrix", .file(["npy"], named: "FEATURES"), .optional,
    "Take the images from a file of shotmark features, the same for all shards")
  static let memory = Option(
    "memory", .size(in: 1...1 << 50), .optional,
    "What folds may take besides the features; default: half of the machine's")

  /// One option a parameter; the number of trees is called as it is for `train forest`.
  static let parameters: [(parameter: SearchParameter, option: Option<[ParameterValue]>)] =
    SearchParameters.all.map { parameter in
      let name =
        parameter.name == "n_estimators" ? "n-trees" : String(parameter.name.map { $0 == "_" ? "-" : $0 })
      return (parameter, Option(name, .values(of: parameter), .optional, parameter.help))
    }

  static func group(_ title: String, isFeature: Bool) -> OptionGroup {
    OptionGroup(title, parameters.filter { $0.parameter.isFeature == isFeature }.map(\.option))
  }
}
