import GridSearch
import Testing

@Suite("Lists, ranges and grids of parameters")
struct SearchSpaceTests {
  private func parameter(_ name: String) throws -> SearchParameter {
    try #require(SearchParameters.named(name))
  }

  @Test("Lists, ranges with both ends, words and none")
  func lists() throws {
    #expect(try parameter("max_depth").values(of: "10,20,none").map(\.text) == ["10", "20", "none"])
    #expect(
      try parameter("max_depth").values(of: "10:40:10,none").map(\.text) == ["10", "20", "30", "40", "none"])
    #expect(try parameter("n_mels").values(of: "3:6").map(\.text) == ["3", "4", "5", "6"])
    #expect(
      try parameter("max_features").values(of: "sqrt,log2,all,0.1:0.3:0.1,12").map(\.python)
        == ["'sqrt'", "'log2'", "None", "0.1", "0.2", "0.3", "12"])
    #expect(
      try parameter("class_weight").values(of: "none,balanced-subsample").map(\.python)
        == ["None", "'balanced_subsample'"])
    #expect(try parameter("bootstrap").values(of: "true,false").map(\.column) == ["True", "False"])
  }

  @Test(
    "What is no value, no range or listed twice is refused",
    arguments: [
      ("max_depth", ""), ("max_depth", "0"), ("max_depth", "ten"), ("max_depth", "1,"), ("max_depth", "5:1"),
      ("max_depth", "1:2:0"), ("max_depth", "1:2:3:4"), ("max_depth", "1:100000"), ("max_depth", "3,3"),
      ("max_depth", "none:3"), ("min_samples_split", "1"), ("min_samples_split", "1.5"),
      ("max_features", "0.1:0.3"), ("max_features", "cube"), ("ccp_alpha", "-1"), ("ccp_alpha", "nan"),
      ("ccp_alpha", "1e999"), ("bootstrap", "yes"), ("criterion", "Gini"), ("n_fft", "99999999999999999999"),
    ])
  func refused(_ name: String, _ text: String) throws {
    let parameter = try parameter(name)
    #expect(throws: GridSearchError.self) { try parameter.values(of: text) }
  }

  @Test("Every parameter gives back the value that was put into settings")
  func roundTrip() throws {
    let examples = [
      "n_estimators": "7", "max_depth": "9", "min_samples_split": "0.25", "min_samples_leaf": "3",
      "min_weight_fraction_leaf": "0.1", "max_features": "log2", "max_leaf_nodes": "12",
      "min_impurity_decrease": "0.01", "criterion": "entropy", "bootstrap": "false", "max_samples": "0.5",
      "class_weight": "balanced", "ccp_alpha": "0.02", "max_bins": "64", "n_fft": "256", "hop_length": "99",
      "win_length": "200", "n_mels": "16", "f_min": "20.0", "f_max": "4000.0", "power": "2",
      "amplitude_offset": "0.001", "window": "hann_periodic", "pad_mode": "reflect", "mel_scale": "htk",
      "norm": "none", "reference": "median", "center": "false",
    ]
    for parameter in SearchParameters.all {
      let text = try #require(examples[parameter.name], "\(parameter.name) has no example")
      let values = try #require(try? parameter.values(of: text), "\(parameter.name)")
      let candidate = try #require(
        try SearchSpace(grids: [[SearchAxis(name: parameter.name, values: values)]]).candidates().first)
      let settings = candidate.settings(SearchSettings())
      #expect(settings != SearchSettings(), "\(parameter.name)")
      #expect(parameter.current(settings) == values.first, "\(parameter.name)")
    }
  }

  @Test("Candidates come in scikit-learn's order: names sorted, the last one changing fastest")
  func order() throws {
    let space = SearchSpace(grids: [
      [
        SearchAxis(name: "min_samples_split", values: [.count(5), .count(7)]),
        SearchAxis(name: "max_depth", values: [.none, .count(3)]),
      ], [SearchAxis(name: "criterion", values: [.word("entropy")])],
    ])
    #expect(
      try space.candidates().map(\.python) == [
        "{'max_depth': None, 'min_samples_split': 5}", "{'max_depth': None, 'min_samples_split': 7}",
        "{'max_depth': 3, 'min_samples_split': 5}", "{'max_depth': 3, 'min_samples_split': 7}",
        "{'criterion': 'entropy'}",
      ])
  }

  @Test("Random candidates are drawn without repetition, evenly, and the same for the same seed")
  func random() throws {
    let space = SearchSpace(grids: [
      [
        SearchAxis(name: "max_depth", values: (1...20).map { .count($0) }),
        SearchAxis(name: "n_mels", values: (1...10).map { .count($0) }),
      ]
    ])
    let drawn = try space.candidates(random: 30, seed: 4)
    #expect(Set(drawn).count == 30)
    #expect(drawn == (try space.candidates(random: 30, seed: 4)))
    #expect(drawn != (try space.candidates(random: 30, seed: 5)))
    #expect(try space.candidates(random: 1000).count == 200)
    var counts: [Candidate: Int] = [:]
    for seed in 0..<400 {
      for candidate in try space.candidates(random: 50, seed: UInt64(seed)) {
        counts[candidate, default: 0] += 1
      }
    }
    // 100 expected of each; six standard deviations.
    #expect(counts.count == 200 && counts.values.allSatisfy { (48...152).contains($0) })
  }

  @Test("Grids too large to count are refused, or drawn from where they can be counted")
  func tooLarge() throws {
    let axes = ["max_depth", "min_samples_leaf", "n_mels", "max_bins"].map {
      SearchAxis(name: $0, values: (2...200).map { .count($0) })
    }
    #expect(throws: GridSearchError.self) { try SearchSpace(grids: [axes]).candidates() }
    #expect(try SearchSpace(grids: [axes]).candidates(random: 5).count == 5)
    let huge = SearchSpace(grids: [
      (0..<20).map { SearchAxis(name: "p\($0)", values: (0..<10_000).map { .count($0) }) }
    ])
    #expect(huge.count == Int.max)
    #expect(throws: GridSearchError.self) { try huge.candidates(random: 5) }
  }
}
