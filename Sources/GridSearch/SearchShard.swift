/// A part of a search's forests, for one of several machines.
public struct SearchShard: Hashable, Sendable {
  /// Which part, from 1.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// A part; `nil` where there is none of that number.
  public init?(number: Int, of count: Int) {
    guard count >= 1, count <= 100_000, (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// Whether a forest on a fold, counted through the whole search, belongs to this part.
  func holds(_ unit: Int) -> Bool { unit % count == number - 1 }
}
