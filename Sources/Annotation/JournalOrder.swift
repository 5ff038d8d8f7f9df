/// Which acts of a journal hold and which were taken back, by their numbers.
///
/// Every line says which act it rests on. So where a line is lost the others still mean what they meant: an undo
/// whose act is lost is dropped with it, and an undo or redo that is lost follows from what came after.
struct JournalOrder {
  /// The acts that hold, the last one last.
  private(set) var done: [Int] = []
  /// The acts that were taken back, the one to be redone first last.
  private(set) var undone: [Int] = []

  /// The act that holds and came last; 0 for none.
  var top: Int { done.last ?? 0 }

  /// A new act on top.
  mutating func act(_ number: Int) {
    done.append(number)
    undone.removeAll(keepingCapacity: true)
  }

  /// Takes the last act back; returns its number.
  mutating func undo() -> Int? {
    guard let number = done.popLast() else { return nil }
    undone.append(number)
    return number
  }

  /// Does the last act that was taken back again; returns its number.
  mutating func redo() -> Int? {
    guard let number = undone.popLast() else { return nil }
    done.append(number)
    return number
  }

  /// What a line says of a record that comes next; `nil` for an undo or a redo for which there is no act.
  func content(of record: JournalRecord) -> JournalLine.Content? {
    switch record {
    case .act(let act): .act(act, top: top)
    case .undo: done.last.map { .undo($0) }
    case .redo: undone.last.map { .redo($0) }
    case .place(let recording, let cursor): .place(recording: recording, cursor: cursor)
    case .saved(let pending): .saved(pending: max(0, pending))
    }
  }

  /// Follows a record, which has this number if it is an act.
  mutating func follow(_ record: JournalRecord, number: Int) {
    switch record {
    case .act: act(number)
    case .undo: _ = undo()
    case .redo: _ = redo()
    case .place, .saved: break
    }
  }

  /// The records that a line stands for after those before it.
  mutating func records(of line: JournalLine) -> [JournalRecord] {
    var records: [JournalRecord] = []
    switch line.content {
    case .header: break
    case .act(let act, let top):
      bring(top, &records)
      self.act(line.number)
      records.append(.act(act))
    case .undo(let number):
      guard done.contains(sorted: number) else { break }
      while done.contains(sorted: number), undo() != nil { records.append(.undo) }
    case .redo(let number):
      guard undone.last == number || undone.contains(number) else { break }
      while self.top != number, redo() != nil { records.append(.redo) }
    case .place(let recording, let cursor): records.append(.place(recording: recording, cursor: cursor))
    case .saved(let pending): records.append(.saved(pending: pending))
    }
    return records
  }

  /// Undoes or redoes until `number` is on top; leaves all as it is where that act is lost.
  private mutating func bring(_ number: Int, _ records: inout [JournalRecord]) {
    guard top != number else { return }
    if number == 0 || done.contains(sorted: number) {
      while top != number, undo() != nil { records.append(.undo) }
    } else if undone.contains(number) {
      while top != number, redo() != nil { records.append(.redo) }
    }
  }
}

extension [Int] {
  /// Whether an ascending array holds a number; most often it is the last.
  fileprivate func contains(sorted number: Int) -> Bool {
    if last == number { return true }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number
  }
}
