import Basis
import Features

/// A model's probabilities along sound that comes in blocks: one row for every window of a chunk's length, a hop from one
/// to the next; the same whatever the blocks' sizes, in bounded memory.
///
/// Every window's image is computed as a chunk's is, with nothing beyond its ends, and given to the model as it is: so a
/// recording's figures are those of its chunks. What is left between them is that chunks on the disk are rounded to 16
/// bits. Letting a convolution run over the whole recording instead would show its layers, at the ends of each window,
/// sound where they were trained on nothing.
public final class WindowScan {
  /// Samples from one window to the next at which a network says something new: 16 frames.
  public static func hop(_ parameters: LogMelParameters) -> Int { 16 * parameters.hopLength }

  /// Samples of a window, and from one to the next.
  public let length: Int
  /// Samples from one window to the next.
  public let hop: Int
  /// Labels of a row.
  public let labels: [String]
  private let logMel: LogMel
  private let judge: ImageJudge
  private let jobs: Int
  /// Sound from the first window on that is not judged yet.
  private var samples: [Float] = []
  /// Windows that have been judged.
  private var judged = 0
  /// Windows that are judged at a time.
  private let atOnce: Int

  /// - Parameters:
  ///   - hop: in samples; 16 frames unless told otherwise.
  ///   - atOnce: windows that are waited for before any is judged, but for the last ones: many are faster, few are told
  ///     sooner. What is told does not depend on it.
  /// - Throws: what is wrong with the model's features.
  public init(
    _ model: any TrainedModel, hop: Int? = nil, atOnce: Int = 512, jobs: Int = Parallel.cores
  ) throws {
    logMel = try LogMel(model.card.features)
    judge = try model.judge(jobs: jobs)
    (length, labels) = (model.card.length, model.card.labels)
    self.hop = max(1, hop ?? WindowScan.hop(model.card.features))
    self.atOnce = max(1, atOnce)
    self.jobs = jobs
  }

  /// Goes on with samples at 16 kHz.
  ///
  /// - Parameter found: is given the number of the first window, which begins at its number times the hop, and the
  ///   probabilities `[windows, labels]` of those that are complete.
  public func append(
    _ more: UnsafeBufferPointer<Float>, found: (_ first: Int, _ probabilities: [Double]) throws -> Void
  ) throws {
    samples.append(contentsOf: more)
    try judgeWindows(while: { $0 >= length + (atOnce - 1) * hop }, found)
  }

  /// The rest: the last window is filled up with silence where anything is left that no other window holds.
  public func finish(found: (_ first: Int, _ probabilities: [Double]) throws -> Void) throws {
    let complete = samples.count < length ? 0 : (samples.count - length) / hop + 1
    let isAnyBefore = judged + complete > 0
    let held = isAnyBefore ? max(0, (complete - 1) * hop + length) : 0
    if samples.count > held {
      samples += [Float](repeating: 0, count: complete * hop + length - samples.count)
    }
    try judgeWindows(while: { $0 >= length }, found)
    (samples, judged) = ([], 0)
  }

  private func judgeWindows(
    while isEnough: (Int) -> Bool, _ found: (Int, [Double]) throws -> Void
  ) throws {
    var start = 0
    while isEnough(samples.count - start) {
      let count = min(atOnce, (samples.count - start - length) / hop + 1)
      let images = images(from: start, count: count)
      try found(judged, judge(images))
      judged += count
      start += count * hop
    }
    samples.removeSubrange(..<min(start, samples.count))
  }

  /// The images of windows, `[count, nMels, frames]`.
  private func images(from start: Int, count: Int) -> [Float] {
    let size = logMel.parameters.nMels * logMel.frames(length)
    let (length, hop, logMel) = (length, hop, logMel)
    return [Float](unsafeUninitializedCapacity: count * size) { cells, initialized in
      // Threads write to parts of their own; the loop has ended before anybody reads.
      nonisolated(unsafe) let cells = cells
      samples.withUnsafeBufferPointer { samples in
        nonisolated(unsafe) let samples = samples
        Parallel.forEach((count + 15) / 16, jobs: jobs) { piece in
          for index in piece * 16..<min(count, piece * 16 + 16) {
            let first = start + index * hop
            logMel.compute(
              UnsafeBufferPointer(rebasing: samples[first..<first + length]),
              into: UnsafeMutableBufferPointer(rebasing: cells[index * size..<(index + 1) * size]))
          }
        }
      }
      initialized = count * size
    }
  }
}
