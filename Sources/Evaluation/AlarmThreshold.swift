/// Which threshold lets a detector raise so many false alarms at most, and what it finds then.
public enum AlarmThreshold {
  /// What a detector said along one recording, window by window.
  public struct Track: Sendable, Equatable {
    /// Probabilities of the positive label.
    public var probabilities: [Double]
    /// Whether a window holds what is looked for: such windows are no false alarms.
    public var isPositive: [Bool]
    /// The windows that hold each thing that is looked for.
    public var targets: [Range<Int>]

    /// What was said along a recording; one `isPositive` a window.
    public init(probabilities: [Double], targets: [Range<Int>]) {
      self.probabilities = probabilities
      self.targets = targets.map { $0.clamped(to: 0..<probabilities.count) }
      isPositive = [Bool](repeating: false, count: probabilities.count)
      for target in self.targets { for window in target { isPositive[window] = true } }
    }
  }

  /// The lowest threshold from which on there are never more than `most` false alarms; `nil` where the highest
  /// probability already gives more. Neighbouring windows that reach it are one alarm.
  public static func threshold(_ tracks: [Track], most: Int) -> Double? {
    // A place before and one behind each recording keep alarms of two from running together.
    var starts: [Int] = []
    var places = 1
    for track in tracks {
      starts.append(places)
      places += track.probabilities.count + 1
    }
    var windows: [(probability: Double, place: Int)] = []
    for (track, start) in zip(tracks, starts) {
      for (index, probability) in track.probabilities.enumerated() where !track.isPositive[index] {
        windows.append((probability, start + index))
      }
    }
    windows.sort { $0.probability > $1.probability }
    var isAlarm = [Bool](repeating: false, count: places + 1)
    var (alarms, index, best): (Int, Int, Double?) = (0, 0, nil)
    while index < windows.count {
      let probability = windows[index].probability
      while index < windows.count, windows[index].probability == probability {
        let place = windows[index].place
        isAlarm[place] = true
        // Alone it is a new one, beside one it belongs to it, between two it joins them.
        alarms += 1 - (isAlarm[place - 1] ? 1 : 0) - (isAlarm[place + 1] ? 1 : 0)
        index += 1
      }
      if alarms > most { return best }
      best = probability
    }
    return best ?? 0
  }

  /// The share of all targets with a window that reaches the threshold; `nil` where there are none.
  public static func recall(_ tracks: [Track], threshold: Double?) -> Double? {
    let count = tracks.reduce(0) { $0 + $1.targets.count }
    guard count > 0 else { return nil }
    guard let threshold else { return 0 }
    let found = tracks.reduce(0) { sum, track in
      sum + track.targets.count { $0.contains { track.probabilities[$0] >= threshold } }
    }
    return Double(found) / Double(count)
  }
}
