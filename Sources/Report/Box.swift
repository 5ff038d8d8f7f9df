/// A rectangle on a canvas, in pixels, y downwards.
public struct Box: Hashable, Sendable {
  /// Left edge.
  public var x: Double
  /// Upper edge.
  public var y: Double
  /// Pixels across.
  public var width: Double
  /// Pixels down.
  public var height: Double

  /// A rectangle from its upper left corner and its size.
  public init(x: Double, y: Double, width: Double, height: Double) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }

  /// Right edge.
  public var right: Double { x + width }
  /// Lower edge.
  public var bottom: Double { y + height }
  /// Half-way from left to right.
  public var middle: Double { x + width / 2 }

  /// The same rectangle smaller on every side.
  public func inset(by margin: Double) -> Box {
    Box(x: x + margin, y: y + margin, width: max(0, width - 2 * margin), height: max(0, height - 2 * margin))
  }

  /// Whether Cairo's coordinates (24 bits before the point) can hold it, and there is anything to see.
  var isDrawable: Bool {
    width > 0 && height > 0 && [x, y, right, bottom].allSatisfy { $0.magnitude < 1_000_000 }
  }

  /// Whole pixels across, 0 at least and no more than a canvas may have.
  var pixelsAcross: Int { width > 0 ? Int(min(width, Double(Canvas.maximumSide))) : 0 }
  /// Whole pixels down.
  var pixelsDown: Int { height > 0 ? Int(min(height, Double(Canvas.maximumSide))) : 0 }
}
