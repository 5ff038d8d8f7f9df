#if canImport(Glibc)
  import Glibc
#endif

/// The image sources of a street: mirrored in its façades again and again, and in its ground.
struct StreetImages {
  /// One image: metres of its path, and its gain over the direct sound's below and above.
  struct Image {
    let distance, low, high: Double
  }

  /// Metres of the direct path.
  let direct: Double
  private let street: StreetResponse
  private let width, along, source, microphone, lower, upper: Double

  init(_ street: StreetResponse) {
    self.street = street
    width = min(max(street.width, 2), 200)
    along = max(street.distance, 1)
    source = min(max(street.source, 0.02), 0.98) * width
    microphone = min(max(street.microphone, 0.02), 0.98) * width
    (lower, upper) = (max(0, street.sourceHeight), max(0, street.microphoneHeight))
    direct = StreetImages.path(along, source - microphone, upper - lower)
  }

  private static func path(_ along: Double, _ across: Double, _ up: Double) -> Double {
    (along * along + across * across + up * up).squareRoot()
  }

  /// Metres of the shortest path over a façade.
  var firstFacade: Double {
    let across = min(source + microphone, 2 * width - source - microphone)
    return StreetImages.path(along, across, upper - lower)
  }

  /// Calls `body` for every image but the source itself whose path is no longer than `limit` metres.
  func forEach(within limit: Double, _ body: (Image) -> Void) {
    let most = Int((limit / (2 * width)).rounded(.up)) + 1
    for turn in -most...most {
      for mirrored in [0, 1] {
        let across = 2 * Double(turn) * width + (mirrored == 1 ? -source : source) - microphone
        let bounces = abs(turn) + abs(turn - mirrored)
        for ground in [false, true] where bounces > 0 || ground {
          let distance = StreetImages.path(along, across, ground ? upper + lower : upper - lower)
          if distance <= limit { body(image(distance, bounces, ground)) }
        }
      }
    }
  }

  private func image(_ distance: Double, _ bounces: Int, _ ground: Bool) -> Image {
    let reflection = direct / distance * (ground ? min(max(street.groundReflection, -1), 1) : 1)
    let loss = max(0, street.facadeLoss) * Double(bounces)
    let dulling = max(0, street.facadeDulling) * Double(bounces)
    let further = distance - direct
    let (below, above) = (street.air.absorption(at: 250) * further, street.air.absorption(at: 4000) * further)
    return Image(
      distance: distance, low: reflection * pow(10, -(loss + below) / 20),
      high: reflection * pow(10, -(loss + dulling + above) / 20))
  }
}
