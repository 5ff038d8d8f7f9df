import Basis

/// The values of one parameter.
public struct SearchAxis: Hashable, Sendable {
  /// The parameter.
  public var name: String
  /// Its values, each once, at least one.
  public var values: [ParameterValue]

  /// An axis.
  public init(name: String, values: [ParameterValue]) { (self.name, self.values) = (name, values) }
}

/// One choice of values, sorted by the parameters' names.
public struct Candidate: Hashable, Sendable {
  /// Parameter and value.
  public struct Choice: Hashable, Sendable {
    /// The parameter.
    public let name: String
    /// Its value.
    public let value: ParameterValue
  }

  /// The choices, sorted by name.
  public let choices: [Choice]

  /// The value of a parameter; `nil` where the candidate does not choose it.
  public subscript(name: String) -> ParameterValue? { choices.first { $0.name == name }?.value }

  /// As Python prints a dictionary: `{'max_depth': 10, 'min_samples_split': 5}`.
  public var python: String {
    "{" + choices.map { "'\($0.name)': \($0.value.python)" }.joined(separator: ", ") + "}"
  }

  /// As people read it: `max_depth 10, min_samples_split 5`.
  public var words: String {
    choices.isEmpty
      ? "the given parameters" : choices.map { "\($0.name) \($0.value.text)" }.joined(separator: ", ")
  }

  /// Settings with the choices put into them.
  public func settings(_ base: SearchSettings) -> SearchSettings {
    var settings = base
    for choice in choices { SearchParameters.named(choice.name)?.set(choice.value, &settings) }
    // The FFT of a shorter window is meant to be as long as chosen; a window that was not chosen follows.
    if self["win_length"] == nil {
      settings.features.winLength = min(settings.features.winLength, settings.features.nFFT)
    }
    return settings
  }
}

/// All candidates: one grid or several, each the product of its axes.
public struct SearchSpace: Hashable, Sendable {
  /// Grids; each is a list of axes sorted by name.
  public let grids: [[SearchAxis]]

  /// So many candidates are searched at most.
  public static let mostCandidates = 1_000_000

  /// Grids of axes, which are put in the order of their names.
  public init(grids: [[SearchAxis]]) { self.grids = grids.map { grid in grid.sorted { $0.name < $1.name } } }

  /// How many candidates there are; `Int.max` where they cannot be counted.
  public var count: Int {
    grids.reduce(0) { sum, grid in
      let size = SearchSpace.size(grid)
      return sum.addingReportingOverflow(size).overflow ? Int.max : sum + size
    }
  }

  private static func size(_ grid: [SearchAxis]) -> Int {
    grid.reduce(1) { product, axis in
      let (next, overflow) = product.multipliedReportingOverflow(by: axis.values.count)
      return overflow ? Int.max : next
    }
  }

  /// The parameters that any grid names, sorted.
  public var names: [String] { Set(grids.joined().map(\.name)).sorted() }

  /// The candidate at a place in scikit-learn's order: grid by grid, the last parameter changing fastest.
  func candidate(_ index: Int) -> Candidate {
    var rest = index
    for grid in grids {
      let size = SearchSpace.size(grid)
      guard rest >= size else {
        var choices: [Candidate.Choice] = []
        for axis in grid.reversed() {
          choices.append(Candidate.Choice(name: axis.name, value: axis.values[rest % axis.values.count]))
          rest /= axis.values.count
        }
        return Candidate(choices: choices.reversed())
      }
      rest -= size
    }
    return Candidate(choices: [])
  }

  /// All candidates, or `random` of them drawn without repetition; in the order of the space either way.
  ///
  /// - Throws: `GridSearchError.tooMany`.
  public func candidates(random: Int? = nil, seed: UInt64 = 0) throws -> [Candidate] {
    let wanted = random.map { min($0, count) } ?? count
    guard wanted <= SearchSpace.mostCandidates, count < Int.max else {
      throw GridSearchError.tooMany(candidates: wanted, most: SearchSpace.mostCandidates)
    }
    guard wanted < count else { return (0..<count).map(candidate) }
    // Floyd's sampling: each set of `wanted` places is equally likely (Bentley, Floyd: A sample of brilliance, 1987).
    var generator = RandomKey(seed: seed).adding("random search").generator()
    var drawn: Set<Int> = []
    for last in (count - wanted)..<count {
      let place = generator.below(last + 1)
      if !drawn.insert(place).inserted { drawn.insert(last) }
    }
    return drawn.sorted().map(candidate)
  }
}
