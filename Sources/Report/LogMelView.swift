/// A log-mel image as plain numbers.
public struct LogMelView: Equatable, Sendable {
  /// dB, `[nMels, frames]`, the lowest band first. What is no finite number is drawn as unknown.
  public let values: [Float]
  /// Mel bands.
  public let nMels: Int
  /// Frames.
  public let frames: Int
  /// `[nMels, frames]`, whether the cell was masked; empty where none was.
  public let masked: [Bool]
  /// Where onsets lie, counted in frames: t is the centre of frame t, which is an onset's offset / `hopLength` for
  /// centred frames.
  public let onsets: [Double]

  /// Throws `ReportError` where the counts do not agree.
  public init(values: [Float], nMels: Int, frames: Int, masked: [Bool] = [], onsets: [Double] = []) throws {
    let (cells, overflows) = nMels.multipliedReportingOverflow(by: frames)
    guard nMels >= 0, frames >= 0, !overflows, values.count == cells else {
      throw ReportError.shape(of: "log-mel image", count: values.count, rows: nMels, columns: frames)
    }
    guard masked.isEmpty || masked.count == cells else {
      throw ReportError.shape(of: "log-mel image's mask", count: masked.count, rows: nMels, columns: frames)
    }
    (self.values, self.nMels, self.frames) = (values, nMels, frames)
    (self.masked, self.onsets) = (masked, onsets)
  }

  /// The value of a cell; `nil` where it is masked or unknown.
  func level(_ index: Int) -> Double? {
    guard values.indices.contains(index), masked.isEmpty || !masked[index] else { return nil }
    return values[index].isFinite ? Double(values[index]) : nil
  }

  /// What all cells to be compared lie on, masked ones left out: from the loudest down to the quietest, or `range` dB
  /// down if that comes first. −80…0 where there is nothing.
  public static func scale(of images: [LogMelView], range: Double = 80) -> ClosedRange<Double> {
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    for image in images {
      for index in image.values.indices {
        guard let level = image.level(index) else { continue }
        (lowest, highest) = (min(lowest, level), max(highest, level))
      }
    }
    guard lowest <= highest else { return -80...0 }
    return max(lowest, highest - max(0, range))...highest
  }
}
