/// Rounds that follow each other steadily from a first one on.
struct BurstRun {
  /// How many there are, the first among them.
  private(set) var rounds = 1
  /// Samples between them on average.
  private(set) var period: Double

  /// Follows arrivals about as loud as the first, each no further than a tenth of the period from where it is expected.
  init(_ arrivals: [Arrival], first: Int, period: Int) {
    self.period = Double(period)
    let origin = arrivals[first]
    var last = origin.offset
    while true {
      let expected = last + Int(self.period.rounded())
      guard let index = arrivals.nearest(to: expected, within: max(32, period / 10)),
        arrivals[index].offset > last,
        abs(arrivals[index].level - origin.level) <= 2 * BurstMembership.spread
      else { return }
      last = arrivals[index].offset
      rounds += 1
      self.period = Double(last - origin.offset) / Double(rounds - 1)
    }
  }
}
