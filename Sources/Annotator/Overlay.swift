import Annotation
import Basis
import Onsets

/// What lies over the columns of a picture: marks, proposals, the chunk, ignored spans, echoes, the cursor.
struct Overlay {
  /// The upright line of a column; where there are several, the one that matters most.
  enum Line: Equatable {
    case ghost
    case mark(label: String)
    case burst
    case focus

    var rank: Int {
      switch self {
      case .ghost: 0
      case .mark: 1
      case .burst: 2
      case .focus: 3
      }
    }
  }

  /// A column's part of the chunk.
  enum ChunkPart { case outside, inside, begin, end }

  /// One column.
  struct Column {
    var line: Line?
    var chunk = ChunkPart.outside
    var isIgnored = false
    var isToBeIgnored = false
    var isEcho = false
    var isCursor = false
    var isHeard = false
  }

  /// A word that belongs to a line.
  struct Flag {
    var column: Int
    var text: String
    var line: Line
  }

  let axis: TimeAxis
  private(set) var columns: [Column]
  /// By time; what matters most comes first.
  private(set) var flags: [Flag] = []

  /// `withChunk`: whether the chunk at the cursor is shown.
  init(_ model: Model, _ range: Range<Int>, columns count: Int, withChunk: Bool = true) {
    axis = TimeAxis(range, columns: count)
    columns = [Column](repeating: Column(), count: axis.columns)
    addSpans(model)
    if withChunk, model.length > 0 { addChunk(model.chunk) }
    addEchoes(model)
    addMarks(model)
    if case .burst(let burst) = model.mode, (0..<max(1, model.length)).contains(burst.start) {
      addBurst(model.places(of: burst))
    } else {
      addProposals(model)
    }
    if let cursor = axis.column(of: model.cursor) { columns[cursor].isCursor = true }
    if let heard = model.heard.flatMap({ axis.column(of: $0) }) { columns[heard].isHeard = true }
    flags.sort { ($1.line.rank, $0.column) < ($0.line.rank, $1.column) }
  }

  private mutating func addSpans(_ model: Model) {
    for span in model.marks.ignored where span.start < span.end {
      for column in axis.columns(touching: span.start..<span.end) { columns[column].isIgnored = true }
    }
    if let start = model.ignoreStart {
      let range = min(start, model.cursor)..<max(start, model.cursor) + 1
      for column in axis.columns(touching: range) { columns[column].isToBeIgnored = true }
    }
  }

  private mutating func addChunk(_ chunk: Range<Int>) {
    for column in axis.columns(touching: chunk) { columns[column].chunk = .inside }
    if let end = axis.column(of: chunk.upperBound - 1) { columns[end].chunk = .end }
    if let begin = axis.column(of: chunk.lowerBound) { columns[begin].chunk = .begin }
  }

  /// Where the echoes of the marks that are in view, or shortly before it, would be heard.
  private mutating func addEchoes(_ model: Model) {
    for delay in model.echoes where (0...Sampling.rate * 60).contains(delay) {
      for ends in axis.ends(of: model.marks.tags, { $0.offset.saturating(delay) }) {
        columns[ends.column].isEcho = true
      }
    }
  }

  // Of a crowd in one column a word is told of the first only: there is room for one.

  private mutating func addMarks(_ model: Model) {
    for ends in axis.ends(of: model.marks.tags, \.offset) {
      flags.append(Flag(column: ends.column, text: ends.first.label, line: .mark(label: ends.first.label)))
      draw(.mark(label: ends.last.label), in: ends.column)
    }
  }

  private mutating func addProposals(_ model: Model) {
    for ends in axis.ends(of: model.pending, \.offset) {
      add(.ghost, in: ends.column, Overlay.percent(ends.first))
    }
    if let focus = model.focus.flatMap({ model.pending.first(at: $0, \.offset) }),
      let column = axis.column(of: focus.offset)
    {
      add(.focus, in: column, Overlay.percent(focus))
    }
  }

  private static func percent(_ proposal: Proposal) -> String {
    let percent = proposal.score.isFinite ? Int((max(0, min(1, proposal.score)) * 100).rounded()) : 0
    return "\(percent)%"
  }

  private mutating func addBurst(_ places: [Int]) {
    for (index, place) in places.enumerated() {
      if let column = axis.column(of: place) { add(.burst, in: column, "\(index + 1)") }
    }
  }

  private mutating func add(_ line: Line, in column: Int, _ text: String) {
    flags.append(Flag(column: column, text: text, line: line))
    draw(line, in: column)
  }

  private mutating func draw(_ line: Line, in column: Int) {
    if line.rank >= columns[column].line?.rank ?? 0 { columns[column].line = line }
  }
}
