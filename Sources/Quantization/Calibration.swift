import Basis
import ConvNet

/// How the range of numbers that codes stand for is found.
public enum Calibration: Equatable, Sendable {
  /// From the lowest to the highest number that was met.
  case minMax
  /// So that this many percent of the numbers lie within, as many beyond each end.
  case percentile(Double)
  /// So that the divergence between the numbers and their codes is smallest (Kullback and Leibler's).
  case entropy
}

extension Calibration {
  /// The ranges of the images and behind each step over some images, `[images, height, width]`.
  ///
  /// - Throws: `QuantizationError`.
  package func ranges(
    _ network: FoldedNetwork, images: [Float], jobs: Int = Parallel.cores
  ) throws -> [ValueRange] {
    try check(images, size: network.input.count)
    let sample = Sample(network: network, images: images, jobs: jobs)
    let ranges = sample.collect(
      { [ValueRange](repeating: .none, count: network.steps.count + 1) },
      add: { ranges, index, numbers in ranges[index] = ranges[index].joined(ValueRange(numbers)) },
      join: { $0.joined($1) })
    for (range, step) in zip(ranges.dropFirst(), network.steps)
    where !(range.low.isFinite && range.high.isFinite) {
      throw QuantizationError.overflow(layer: step.name)
    }
    if self == .minMax { return ranges }
    let histograms = sample.collect(
      { ranges.map { ValueHistogram($0) } },
      add: { histograms, index, numbers in histograms[index].add(numbers) },
      join: { $0.joined($1) })
    return histograms.map(range)
  }

  /// The range that this way finds in a histogram.
  package func range(_ histogram: ValueHistogram) -> ValueRange {
    switch self {
    case .minMax: histogram.range
    case .percentile(let percentile): histogram.range(percentile: percentile)
    case .entropy: histogram.entropyRange()
    }
  }

  private func check(_ images: [Float], size: Int) throws {
    if case .percentile(let percentile) = self, !(percentile > 50 && percentile <= 100) {
      throw QuantizationError.percentile(percentile)
    }
    guard !images.isEmpty else { throw QuantizationError.noImages }
    guard images.count.isMultiple(of: size) else {
      throw QuantizationError.imageSize(has: images.count, wanted: size)
    }
    if let place = images.firstIndex(where: { !$0.isFinite }) {
      throw QuantizationError.notFinite(image: place / size)
    }
  }
}

/// Images on their way through a network.
private struct Sample: Sendable {
  let network: FoldedNetwork
  let images: [Float]
  let jobs: Int

  /// Something about the images and the numbers behind each step: every thread takes a part of the images, and what it
  /// found is joined in the order of the parts.
  func collect<Found: Sendable>(
    _ start: @Sendable () -> [Found], add: @Sendable (inout [Found], Int, [Float]) -> Void,
    join: (Found, Found) -> Found
  ) -> [Found] {
    let size = network.input.count
    let count = images.count / size
    let parts = min(count, 64)
    let found = Parallel.map(parts, jobs: jobs) { part in
      var found = start()
      for image in part * count / parts..<(part + 1) * count / parts {
        let own = Array(images[image * size..<(image + 1) * size])
        add(&found, 0, own)
        for (index, numbers) in network.activations(own).enumerated() { add(&found, index + 1, numbers) }
      }
      return found
    }
    return found.dropFirst().reduce(found.first ?? []) { zip($0, $1).map(join) }
  }
}
