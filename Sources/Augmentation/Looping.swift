/// Sounds that begin again where they end.
package enum Looping {
  /// `count` samples of a sound, which is not empty, from sample `start` on.
  package static func samples(of whole: [Float], from start: Int, count: Int) -> [Float] {
    guard !whole.isEmpty else { return [Float](repeating: 0, count: count) }
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      whole.withUnsafeBufferPointer { whole in
        var place = start % whole.count
        while initialized < count {
          let part = min(count - initialized, whole.count - place)
          for index in 0..<part { buffer[initialized + index] = whole[place + index] }
          initialized += part
          place = 0
        }
      }
    }
  }
}
