import ConvNet
import Files

/// What became of a network on its way to whole numbers, over the same images with known labels.
public struct QuantizationReport: Equatable, Sendable {
  /// A figure of both networks.
  public struct Pair: Equatable, Sendable {
    /// Of the network in floats.
    public var float: Double
    /// Of the one in whole numbers.
    public var integer: Double

    /// A figure of both.
    public init(float: Double, integer: Double) { (self.float, self.integer) = (float, integer) }
  }

  /// Images that were compared.
  public var images: Int
  /// Part of the images whose most probable label is the true one.
  public var accuracy: Pair
  /// From which probability on an image counts as the positive label.
  public var threshold: Double
  /// Part of the positive images at or above the threshold; `nil` where there are none.
  public var recall: Pair?
  /// Part of the shots found with one false alarm an hour: from whoever runs both over recordings.
  public var recallAtOneFalseAlarmAnHour: Pair?
  /// The mean difference of a probability.
  public var meanDrift: Double
  /// The largest difference of a probability.
  public var largestDrift: Double
  /// Part of the images whose most probable label is another.
  public var changedLabels: Double
  /// Bytes of the files.
  public var bytes: Pair
  /// Bytes of activations that live at once: what an interpreter's arena needs at least.
  public var arena: Pair
  /// Products that an image takes.
  public var multiplyAdds: Int

  /// Compares probabilities, `[images, classes]`, with the truth.
  ///
  /// - Parameters:
  ///   - labels: of each image the index of its true label.
  ///   - positive: the index of the label that is looked for.
  /// - Throws: `QuantizationError`, `ConvNetError`.
  public init(
    of network: Network, _ integer: IntegerNetwork, float: [Float], integer probabilities: [Float],
    labels: [Int], positive: Int, threshold: Double
  ) throws {
    let classes = max(1, integer.classCount)
    precondition(
      float.count == labels.count * classes && probabilities.count == float.count, "one row an image")
    images = labels.count
    self.threshold = threshold
    func pair(_ figure: ([Float]) -> Double?) -> Pair? {
      guard let own = figure(float), let other = figure(probabilities) else { return nil }
      return Pair(float: own, integer: other)
    }
    let rows = labels.indices.map { $0 * classes..<($0 + 1) * classes }
    func label(_ row: Range<Int>, _ numbers: [Float]) -> Int {
      row.reduce(row.lowerBound) { numbers[$1] > numbers[$0] ? $1 : $0 } - row.lowerBound
    }
    func share(_ count: Int, of whole: Int) -> Double? { whole == 0 ? nil : Double(count) / Double(whole) }
    let none = Pair(float: .nan, integer: .nan)
    accuracy =
      pair { numbers in share(zip(rows, labels).count { label($0, numbers) == $1 }, of: labels.count) }
      ?? none
    let positives = zip(rows, labels).filter { $1 == positive }.map(\.0)
    recall =
      (0..<classes).contains(positive)
      ? pair { numbers in
        share(
          positives.count { Double(numbers[$0.lowerBound + positive]) >= threshold }, of: positives.count)
      } : nil
    let drifts = zip(float, probabilities).map { abs(Double($0) - Double($1)) }
    meanDrift = drifts.isEmpty ? 0 : drifts.reduce(0, +) / Double(drifts.count)
    largestDrift = drifts.max() ?? 0
    changedLabels =
      share(rows.count { label($0, float) != label($0, probabilities) }, of: labels.count) ?? 0
    bytes = Pair(
      float: Double(try TFLite.bytes(of: network, width: integer.inputShape.width).count),
      integer: Double(try TFLite.bytes(of: integer).count))
    let arena = integer.arena
    self.arena = Pair(float: Double(arena * 4), integer: Double(arena))
    multiplyAdds = network.description.multiplyAdds(width: integer.inputShape.width)
  }

  /// The report as JSON.
  public var json: JSON.Value {
    func pair(_ pair: Pair?) -> JSON.Value {
      guard let pair else { return .null }
      return .object([("float", .number(pair.float)), ("int8", .number(pair.integer))])
    }
    func whole(_ pair: Pair) -> JSON.Value {
      .object([("float", .number(Int(pair.float))), ("int8", .number(Int(pair.integer)))])
    }
    return .object([
      ("images", .number(images)), ("accuracy", pair(accuracy)), ("threshold", .number(threshold)),
      ("recall", pair(recall)), ("recall_at_one_false_alarm_an_hour", pair(recallAtOneFalseAlarmAnHour)),
      ("mean_drift", .number(meanDrift)), ("largest_drift", .number(largestDrift)),
      ("changed_labels", .number(changedLabels)), ("bytes", whole(bytes)), ("arena_bytes", whole(arena)),
      ("multiply_adds", .number(multiplyAdds)),
    ])
  }
}

extension IntegerNetwork {
  /// Bytes of the codes before and behind a step together, where they are most, each block a multiple of 16.
  public var arena: Int {
    func bytes(_ shape: ImageShape) -> Int { (shape.count + 15) / 16 * 16 }
    return steps.map { bytes($0.input) + bytes($0.output) }.max() ?? 0
  }
}
