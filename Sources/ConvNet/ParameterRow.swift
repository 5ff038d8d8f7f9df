/// Where each of a network's weights lies in one row of numbers.
///
/// What decays comes first, then all else that training changes, then what follows the data; each begins at a
/// register's boundary, the gaps are 0 and stay so.
struct ParameterRow: Sendable {
  struct Place: Sendable {
    var name: String
    var start: Int
    var count: Int
    var isTrained: Bool
  }

  private(set) var places: [Place] = []
  /// Numbers that decay: the weights of convolutions and dense layers.
  private(set) var decaying = 0
  /// Numbers that training changes, those that decay at the front.
  private(set) var trained = 0
  /// All numbers.
  private(set) var count = 0
  private var byName: [String: Place] = [:]

  init(_ shapes: [WeightShape]) {
    let weights = shapes.filter { $0.isTrained && $0.name.hasSuffix(".weight") }
    let others = shapes.filter { $0.isTrained && !$0.name.hasSuffix(".weight") }
    add(weights)
    decaying = count
    add(others)
    trained = count
    add(shapes.filter { !$0.isTrained })
  }

  private mutating func add(_ shapes: [WeightShape]) {
    for shape in shapes {
      let place = Place(name: shape.name, start: count, count: shape.count, isTrained: shape.isTrained)
      places.append(place)
      byName[place.name] = place
      count += (shape.count + 15) / 16 * 16
    }
  }

  /// Where a weight begins; `nil` where the network has none of the name.
  func start(_ layer: Int, _ name: String) -> Int? { byName["\(layer).\(name)"]?.start }

  func read(_ values: [String: [Float]], into row: UnsafeMutablePointer<Float>) {
    for place in places {
      guard let own = values[place.name], own.count == place.count else { continue }
      for (index, value) in own.enumerated() { row[place.start + index] = value }
    }
  }

  func values(_ row: UnsafePointer<Float>, trainedOnly: Bool = false) -> [String: [Float]] {
    var values: [String: [Float]] = [:]
    for place in places where place.isTrained || !trainedOnly {
      values[place.name] = Array(UnsafeBufferPointer(start: row + place.start, count: place.count))
    }
    return values
  }
}
