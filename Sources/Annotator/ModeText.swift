import Screen

extension Mode {
  /// What the status line calls it; `nil` for the usual mode.
  var name: String? {
    switch self {
    case .normal: nil
    case .burst: "BURST"
    case .tapping: "TAPPING"
    case .prompt: "QUESTION"
    case .label: "LABEL"
    case .zoom: "ZOOM"
    case .sheet: "SHEET"
    case .help: "HELP"
    case .confirmingNothing, .confirmingQuit: "SURE?"
    }
  }
}

extension ScreenDrawing {
  /// What the next keys are about, where they mean something else than usual.
  var modeHint: String? {
    switch model.mode {
    case .burst(let burst):
      let rounds = burst.rounds == 1 ? "1 round" : "\(burst.rounds) rounds"
      let rate = burst.rate.isFinite ? TitleText.rounded(burst.rate) : "?"
      return "\(rounds) at \(rate) a second"
    case .label:
      return "label: "
        + model.labels.prefix(9).enumerated().map { "\($0 + 1) \($1)" }.joined(separator: " · ")
    case .zoom:
      return "zoom: 1 all · 2 ten seconds · 3 two seconds · 4 a chunk · 5 16 ms · + − closer, farther"
    case .tapping: return "each \(model.keymap.name(.tap)) marks a round"
    case .sheet(let sheet):
      let chosen = sheet.isChosen.count { $0 }
      let place = sheet.isOfQueue ? "the most doubtful of the queue: " : ""
      return place + "\(chosen) of \(sheet.items.count) chosen; the others will be rejected"
    default: return nil
    }
  }
}

extension TitleText {
  /// A number with three digits, as many of them behind the point as are of use.
  static func rounded(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e12 else { return "?" }
    let decimals = number >= 100 ? 0 : number >= 10 ? 1 : 2
    let factor = [1, 10, 100][decimals]
    let whole = Int((number * Double(factor)).rounded())
    guard decimals > 0, whole % factor != 0 else { return "\(whole / factor)" }
    var digits = TimeText.padded(whole % factor, decimals)
    while digits.last == "0" { digits.removeLast() }
    return "\(whole / factor).\(digits)"
  }
}
