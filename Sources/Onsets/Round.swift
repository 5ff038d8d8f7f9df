/// A shot as it is understood: where its direct sound is, and the arrival that is loudest of it.
struct Round: Equatable {
  /// The direct sound's first sample.
  var offset: Int
  /// The index of the direct sound among the arrivals; `nil` where it drowned and its reflection tells where it was.
  var direct: Int?
  /// The index of the loudest arrival.
  var main: Int
}
