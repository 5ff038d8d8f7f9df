/// How often rows of each true class were taken for each class.
public struct ConfusionMatrix: Sendable, Equatable {
  /// The number of classes.
  public let classCount: Int
  /// Weights (or counts) `[classCount, classCount]`, row-major: a row a true class, a column a predicted one.
  public private(set) var counts: [Double]

  /// Counts the rows; pairs beyond the shorter column, and classes outside `0..<classCount`, are left out.
  public init(classCount: Int, truth: [Int], predicted: [Int], weights: [Double]? = nil) {
    self.classCount = max(0, classCount)
    counts = [Double](repeating: 0, count: self.classCount * self.classCount)
    let classes = 0..<self.classCount
    for (row, (actual, guess)) in zip(truth, predicted).enumerated() {
      guard classes.contains(actual), classes.contains(guess) else { continue }
      let weight = weights.map { row < $0.count ? $0[row] : 0 } ?? 1
      counts[actual * self.classCount + guess] += weight
    }
  }

  /// The weight of rows of class `truth` that were taken for class `predicted`.
  public subscript(truth: Int, predicted: Int) -> Double { counts[truth * classCount + predicted] }

  /// The weight of all rows.
  public var total: Double { counts.reduce(0, +) }

  /// The weight of the rows that are truly of the class.
  public func support(_ index: Int) -> Double { (0..<classCount).reduce(0) { $0 + self[index, $1] } }

  /// The weight of the rows that were taken for the class.
  public func predictions(_ index: Int) -> Double { (0..<classCount).reduce(0) { $0 + self[$1, index] } }

  /// The fraction of the rows taken for the class that are of it; `nil` where none was.
  public func precision(_ index: Int) -> Double? { fraction(self[index, index], predictions(index)) }

  /// The fraction of the class's rows that were taken for it; `nil` where it has none.
  public func recall(_ index: Int) -> Double? { fraction(self[index, index], support(index)) }

  /// The harmonic mean of precision and recall; `nil` where nothing is of the class and nothing was taken for it.
  public func f1(_ index: Int) -> Double? {
    fraction(2 * self[index, index], support(index) + predictions(index))
  }

  /// The fraction of the rows that were taken for what they are; `nil` without rows.
  public var accuracy: Double? {
    fraction((0..<classCount).reduce(0) { $0 + self[$1, $1] }, total)
  }

  /// The mean recall of the classes that have rows; `nil` without rows.
  public var balancedAccuracy: Double? { meanOverClasses(recall) }

  /// The mean of a figure over the classes that have rows; where it has no value it counts as 0, as in scikit-learn.
  public func meanOverClasses(_ figure: (Int) -> Double?) -> Double? {
    let present = (0..<classCount).filter { support($0) > 0 }
    return fraction(present.reduce(0) { $0 + (figure($1) ?? 0) }, Double(present.count))
  }
}
