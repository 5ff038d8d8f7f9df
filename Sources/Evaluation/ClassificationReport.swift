/// All that is said about a model on rows whose truth is known.
public struct ClassificationReport: Sendable, Equatable {
  /// An operating point and the figure that it was chosen for.
  public struct Chosen: Sendable, Equatable {
    /// The recall to keep, or the false-positive rate to stay below.
    public let wanted: Double
    /// The threshold and what it gives; `nil` where a class has no rows.
    public let point: OperatingPoint?
  }

  /// Figures under which the classes are equally loud.
  public struct LevelMatched: Sendable, Equatable {
    /// The weights and how many rows they are worth.
    public let match: LevelMatch
    /// The figures under these weights.
    public let figures: ClassificationFigures
    /// How well the level alone tells the positives from the rest: the area under its ROC curve.
    public let levelAUC: Double?
    /// The same under the weights: near 0.5 where the matching worked.
    public let levelAUCMatched: Double?
  }

  /// Intervals of the main figures, from drawing groups.
  public struct Intervals: Sendable, Equatable {
    /// How many groups were drawn from.
    public let groups: Int
    /// How often they were drawn.
    public let resamples: Int
    /// The part of the resamples inside each interval.
    public let confidence: Double
    /// Name in the JSON and interval, `nil` where too few resamples gave a value.
    public let figures: [Named]
    /// A figure's interval.
    public struct Named: Sendable, Equatable {
      /// The figure's name in the JSON.
      public let name: String
      /// Its interval.
      public let interval: Interval?
    }
  }

  /// The names of the classes.
  public let classes: [String]
  /// The class that counts as positive.
  public let positive: String?
  /// How many rows were judged.
  public let rows: Int
  /// The probability from which a row was taken for positive; `nil`: the most probable class won.
  public let decisionThreshold: Double?
  /// The clip of the log-loss.
  public let clip: Double
  /// The figures, each row counting once.
  public let figures: ClassificationFigures
  /// The figures under the rows' weights, where there are any.
  public let weighted: ClassificationFigures?
  /// The figures with matched levels; `nil` without levels, or where matching is impossible.
  public let levelMatched: LevelMatched?
  /// Precision, recall and rates of the positive class at each threshold; empty without a positive class.
  public let thresholds: [OperatingPoint]
  /// The highest threshold that keeps each wanted recall.
  public let atRecall: [Chosen]
  /// The highest recall below each false-positive rate.
  public let atFalsePositiveRate: [Chosen]
  /// Recall of the positive class by tenths of the leads; empty without leads.
  public let recallByLead: [LeadDecile]
  /// Intervals; `nil` without groups, or with only one.
  public let intervals: Intervals?

  /// Judges the rows. Without rows all figures are `nil`.
  ///
  /// - Throws: `EvaluationError` where an option lies outside its range or the positive class does not exist.
  public init(_ rows: ScoredRows, options: ReportOptions = ReportOptions()) throws {
    try options.check(classes: rows.classes)
    let positive = options.positive.flatMap(rows.classes.firstIndex)
    let judged = JudgedRows(rows, positive: positive, threshold: options.threshold)
    classes = rows.classes
    self.positive = options.positive
    self.rows = rows.count
    decisionThreshold = positive == nil ? nil : options.threshold
    clip = options.clip
    figures = ClassificationFigures(judged, clip: options.clip, weights: nil)
    weighted = rows.weights.map { ClassificationFigures(judged, clip: options.clip, weights: $0) }
    levelMatched = LevelMatched(judged, options)
    let ranked = positive.flatMap { judged.ranked[$0] }
    thresholds = ranked?.operatingPoints(thresholds: options.thresholds) ?? []
    atRecall =
      ranked.map { ranked in
        options.wantedRecalls.map { Chosen(wanted: $0, point: ranked.operatingPoint(recall: $0)) }
      } ?? []
    atFalsePositiveRate =
      ranked.map { ranked in
        options.falsePositiveRates.map {
          Chosen(wanted: $0, point: ranked.operatingPoint(falsePositiveRate: $0))
        }
      } ?? []
    recallByLead = ClassificationReport.recallByLead(judged)
    intervals = Intervals(judged, options)
  }

  private static func recallByLead(_ judged: JudgedRows) -> [LeadDecile] {
    guard let leads = judged.rows.leads, let positive = judged.positive else { return [] }
    let own = judged.rows.truth.indices.filter { judged.rows.truth[$0] == positive }
    return LeadDecile.deciles(
      leads: own.map { leads[$0] }, found: own.map { judged.predicted[$0] == positive })
  }
}

extension ClassificationReport.LevelMatched {
  /// Matches the positives with the rest, or all classes where none is positive.
  init?(_ judged: JudgedRows, _ options: ReportOptions) {
    guard let levels = judged.rows.levels else { return nil }
    let truth = judged.rows.truth
    let sides = judged.positive.map { positive in truth.map { $0 == positive ? 1 : 0 } } ?? truth
    guard
      let match = LevelMatch(
        levels: levels, classes: sides, classCount: judged.positive == nil ? judged.rows.classes.count : 2,
        binWidth: options.levelBinWidth)
    else { return nil }
    self.match = match
    figures = ClassificationFigures(judged, clip: options.clip, weights: match.weights)
    let known = levels.indices.filter { levels[$0].map { !$0.isNaN } ?? false }
    let ranked = RankedScores(
      scores: known.map { levels[$0] ?? 0 }, positives: known.map { sides[$0] == 1 })
    let isTwoSided = judged.positive != nil || judged.rows.classes.count == 2
    levelAUC = isTwoSided ? ranked?.areaUnderROC() : nil
    levelAUCMatched = isTwoSided ? ranked?.areaUnderROC(weights: known.map { match.weights[$0] }) : nil
  }
}

extension ClassificationReport.Intervals {
  init?(_ judged: JudgedRows, _ options: ReportOptions) {
    guard let groups = judged.rows.groups, options.resamples > 0,
      let bootstrap = GroupBootstrap(groups: groups, resamples: options.resamples, seed: options.seed)
    else { return nil }
    let names =
      ["accuracy", "balanced_accuracy", "roc_auc", "average_precision", "brier", "log_loss"]
      + (judged.positive == nil ? [] : ["precision", "recall", "f1"])
    let found = bootstrap.intervals(confidence: options.confidence, jobs: options.jobs) { weights in
      let figures = ClassificationFigures(judged, clip: options.clip, weights: weights)
      let own = judged.positive.map { figures.perClass[$0] }
      return [
        figures.accuracy, figures.balancedAccuracy, figures.rocAUC, figures.averagePrecision, figures.brier,
        figures.logLoss,
      ] + (own.map { [$0.precision, $0.recall, $0.f1] } ?? [])
    }
    self.groups = bootstrap.groupCount
    resamples = options.resamples
    confidence = options.confidence
    figures = zip(names, found).map { Named(name: $0, interval: $1) }
  }
}
