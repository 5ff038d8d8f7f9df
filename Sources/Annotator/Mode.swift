import Audio
import Basis

/// What the next keys mean.
package enum Mode: Equatable, Sendable {
  case normal
  /// A burst is laid.
  case burst(BurstLaying)
  /// It plays, and each tap is a round.
  case tapping
  /// A line of text is asked for.
  case prompt(Prompt)
  /// A digit is asked for: the label.
  case label
  /// A digit is asked for: how much is shown.
  case zoom
  /// The contact sheet is open.
  case sheet(Sheet)
  /// The help page, from its line on.
  case help(Int)
  /// `e` was pressed though there are marks; `e` again deletes them.
  case confirmingNothing
  /// `n` was pressed though proposals are left; `n` again leaves them.
  case confirmingQuit
}

/// Rounds at a steady rate that are not marked yet.
package struct BurstLaying: Equatable, Sendable {
  /// The first round.
  package var start: Int
  /// From one round to the next, in samples at 16 kHz.
  package var period: Double
  package var rounds: Int

  package init(start: Int, period: Double, rounds: Int) {
    self.start = start
    self.period = period
    self.rounds = rounds
  }

  /// Rounds a second.
  package var rate: Double { 16_000 / period }
}

/// A question for a line of text.
package struct Prompt: Equatable, Sendable {
  package enum Purpose: Equatable, Sendable {
    case time
    /// Why a span is ignored.
    case reason(Range<Int>)
  }

  package var purpose: Purpose
  package var text: String

  package init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    self.text = text
  }

  package var question: String {
    switch purpose {
    case .time: "go to"
    case .reason: "ignored because"
    }
  }
}

/// Proposals as small pictures, each with a letter.
package struct Sheet: Equatable, Sendable {
  package static let most = 24
  /// Samples at 16 kHz that a picture shows: a quarter of a second, the proposal at its first quarter.
  package static let length = 4096
  /// Points of a picture side by side.
  package static let columns = 48

  /// A proposal somewhere in the queue.
  package struct Item: Hashable, Sendable {
    package var recording: Path
    package var offset: Int
    package var score: Double

    package init(recording: Path, offset: Int, score: Double) {
      (self.recording, self.offset, self.score) = (recording, offset, score)
    }
  }

  package var items: [Item]
  /// Which of them will be accepted; the others will be rejected.
  package var isChosen: [Bool]
  /// Empty until they are there.
  package var pictures: [[Peak]]
  /// Whether they are the most doubtful ones of the whole queue.
  package var isOfQueue: Bool

  package init(_ items: [Item], isChosen: [Bool], pictures: [[Peak]] = [], isOfQueue: Bool = false) {
    self.items = items
    self.isChosen = isChosen
    self.pictures = pictures
    self.isOfQueue = isOfQueue
  }

  /// What is more likely than not is chosen already.
  init(_ items: [Item], isOfQueue: Bool) {
    self.init(items, isChosen: items.map { $0.score >= 0.5 }, isOfQueue: isOfQueue)
  }
}
