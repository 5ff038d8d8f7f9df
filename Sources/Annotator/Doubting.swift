import Basis
import Onsets

// The most doubtful proposals of the whole queue, one behind the other, and what is learnt from the answers. Whoever does
// the effects knows the queue: the model knows the recording on the screen.
extension Model {
  mutating func openQueueSheet() -> [Effect] { [.doubtfulSheet(count: Sheet.most)] }

  mutating func learn() -> [Effect] {
    guard !isReadOnly else { return refuse() }
    if let learning {
      note = Note(text: "learning already: \(Int(learning * 100)) %", isTrouble: false)
      return []
    }
    learning = 0
    // What is learnt from are the tag files.
    return [.save, .learn]
  }

  mutating func takeRanking(_ message: Message) -> [Effect] {
    switch message {
    case .doubtful(let offset, let index, let left): arrive(atDoubtful: offset, index: index, left: left)
    case .doubtfulSheet(let items, let left): return open(items, left: left)
    case .learning(let part): learning = max(learning ?? 0, min(1, max(0, part)))
    case .learnt(let words, let isTrouble):
      learning = nil
      // A trouble stays until it was seen.
      if note?.isTrouble != true { note = Note(text: words, isTrouble: isTrouble) }
    default: break
    }
    return []
  }

  private mutating func arrive(atDoubtful offset: Int?, index: Int, left: Int?) {
    isByDoubt = false
    guard let left else {
      let words = "nothing is known of the queue yet: \(keymap.name(.learn)) learns from what is marked"
      note = Note(text: words, isTrouble: false)
      return
    }
    guard let offset else {
      note = Note(text: "no proposal of the queue is left to be answered", isTrouble: false)
      return
    }
    guard index == recording?.index, case .normal = mode else { return }
    if let current, current.offset != offset { passed.append(current.offset) }
    focus(on: offset)
    if pending.first(at: offset, \.offset) == nil { focus = nil }
    isByDoubt = true
    note = Note(text: "the most doubtful of \(left) proposals left in the queue", isTrouble: false)
  }

  private mutating func open(_ items: [Sheet.Item], left: Int) -> [Effect] {
    guard case .normal = mode else { return [] }
    guard !items.isEmpty else {
      note = Note(text: "no proposal of the queue is left to be answered", isTrouble: false)
      return []
    }
    mode = .sheet(Sheet(items, isOfQueue: true))
    return [.pictures(items, length: Sheet.length, columns: Sheet.columns)]
  }

  /// Other proposals come while somebody is at work: the one that a key would settle now stays until it is settled, and
  /// the cursor where it is.
  mutating func rank(_ ranked: [Proposal]) {
    let kept = [current].compactMap { $0 }.filter { old in !ranked.contains { $0.offset == old.offset } }
    proposals = (ranked + kept).sorted { $0.offset < $1.offset }
    hasAllProposals = true
    refreshPending()
  }
}
