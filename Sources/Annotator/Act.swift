import Screen

/// Everything that a key can do. Its raw value is its name in `keys.json`.
package enum Act: String, CaseIterable, Sendable {
  case accept, reject, skip, back
  case doubtful
  case doubtfulSheet = "doubtful-sheet"
  case learn
  case acceptAll = "accept-all"
  case rejectAll = "reject-all"
  case mark
  case markExactly = "mark-exactly"
  case left, right
  case pageLeft = "page-left"
  case pageRight = "page-right"
  case begin, end
  case nextRise = "next-rise"
  case previousRise = "previous-rise"
  case nextMark = "next-mark"
  case previousMark = "previous-mark"
  case nudgeLeft = "nudge-left"
  case nudgeRight = "nudge-right"
  case snap, delete
  case burst
  case burstMore = "burst-more"
  case burstFewer = "burst-fewer"
  case burstSlower = "burst-slower"
  case burstFaster = "burst-faster"
  case tap
  case play
  case playChunk = "play-chunk"
  case loop
  case halfSpeed = "half-speed"
  case goTo = "go-to"
  case zoomIn = "zoom-in"
  case zoomOut = "zoom-out"
  case zoomTo = "zoom-to"
  case label
  case ignore, cut
  case done, nothing
  case previousRecording = "previous-recording"
  case nextRecording = "next-recording"
  case sheet
  case undo, redo
  case save, quit, help, cancel, redraw
}

/// Acts that belong together on the help page.
package enum ActGroup: String, CaseIterable, Sendable {
  case proposals = "Proposals"
  case marking = "Marking"
  case bursts = "Bursts"
  case moving = "Moving"
  case looking = "Looking"
  case listening = "Listening"
  case recordings = "Recordings"
  case other = "Other"
}

extension Act {
  /// The group, the keys it has unless remapped, and what it does.
  package var entry: (group: ActGroup, keys: [Key], words: String) {
    switch self {
    case .accept: (.proposals, [.enter], "accept the proposal; the next one comes by itself")
    case .reject: (.proposals, [.character("x")], "reject it: it is not offered again")
    case .skip: (.proposals, [.tab], "skip it; with a count, several")
    case .back: (.proposals, [.backspace], "back to the proposal before")
    case .acceptAll: (.proposals, [.character("A")], "accept all proposals in view")
    case .rejectAll: (.proposals, [.character("X")], "reject all proposals in view")
    case .sheet: (.proposals, [.character("g")], "contact sheet: 24 proposals as pictures, letters toggle")
    case .doubtful: (.proposals, [.character("D")], "through the queue by doubt, the most doubtful one next")
    case .doubtfulSheet:
      (.proposals, [.character("G")], "contact sheet of the most doubtful ones anywhere in the queue")
    case .learn:
      (
        .proposals, [.character("R")],
        "learn from the answers so far and rank the rest anew, while you go on"
      )
    case .mark: (.marking, [.character(" ")], "mark, snapped; a proposal within 40 ms is accepted instead")
    case .markExactly: (.marking, [.character("m")], "mark exactly here")
    case .nudgeLeft: (.marking, [.character("<")], "move the mark one sample back; with a count, several")
    case .nudgeRight: (.marking, [.character(">")], "move the mark one sample on")
    case .snap: (.marking, [.character("s")], "snap the mark (or the cursor) to the onset within 40 ms")
    case .delete: (.marking, [.character("d"), .delete], "delete the mark or ignored span here")
    case .label: (.marking, [.character("\"")], "then a digit: label of the mark here, or of the next ones")
    case .ignore: (.marking, [.character("i")], "ignore a span: once where it begins, once where it ends")
    case .cut: (.marking, [.character("k")], "the shot here is cut by the recording's edge")
    case .burst: (.bursts, [.character("B")], "lay a burst from the cursor; Enter marks it, Esc does not")
    case .burstMore: (.bursts, [.character("+"), .character("=")], "one round more")
    case .burstFewer: (.bursts, [.character("-"), .character("−")], "one round fewer")
    case .burstSlower: (.bursts, [.character("(")], "slower by 1 %")
    case .burstFaster: (.bursts, [.character(")")], "faster by 1 %")
    case .tap: (.bursts, [.character("t")], "play, and tap along with t; taps are snapped")
    case .left: (.moving, [.character("h"), .left], "a column left; with a count, several")
    case .right: (.moving, [.character("l"), .right], "a column right")
    case .pageLeft: (.moving, [.character("H"), .pageUp], "a page left")
    case .pageRight: (.moving, [.character("L"), .pageDown], "a page right")
    case .begin: (.moving, [.character("0"), .home], "to the beginning")
    case .end: (.moving, [.character("$"), .end], "to the end")
    case .nextRise: (.moving, [.character("w")], "to the next rise of energy")
    case .previousRise: (.moving, [.character("b")], "to the rise before")
    case .nextMark: (.moving, [.character("]")], "to the next mark")
    case .previousMark: (.moving, [.character("[")], "to the mark before")
    case .goTo: (.moving, [.character("/")], "go to a time: 83.5, 1:23.5, 1:02:03, or #120000 for a sample")
    case .zoomIn: (.looking, [.character("+"), .character("="), .up], "closer")
    case .zoomOut: (.looking, [.character("-"), .character("−"), .down], "farther")
    case .zoomTo: (.looking, [.character("z")], "then 1–5: all, 10 s, 2 s, a chunk, 16 ms")
    case .redraw: (.looking, [.control("l")], "draw the screen anew")
    case .play: (.listening, [.character("p")], "play from here; again: stop")
    case .playChunk: (.listening, [.character("c")], "play the chunk")
    case .loop: (.listening, [.character("o")], "loop half a second around the cursor")
    case .halfSpeed: (.listening, [.character("S")], "half speed, and back")
    case .done: (.recordings, [.character("n")], "done: reviewed and saved, on to the next")
    case .nothing: (.recordings, [.character("e")], "the same, with nothing in it")
    case .previousRecording:
      (.recordings, [.character("{")], "the recording before, without a word about this one")
    case .nextRecording: (.recordings, [.character("}")], "the next recording, likewise")
    case .undo: (.other, [.character("u")], "undo, as often as you like, across sessions")
    case .redo: (.other, [.control("r")], "redo")
    case .save: (.other, [.control("s")], "save now (it also happens by itself)")
    case .cancel: (.other, [.escape], "leave a question, a burst or this page; silence")
    case .help: (.other, [.character("?"), .function(1)], "this page")
    case .quit: (.other, [.character("q")], "save and leave")
    }
  }
}
