import Basis

#if canImport(Glibc)
  import Glibc
#endif

extension ParameterDescription.Distribution {
  /// A number of the range.
  func draw(from range: ClosedRange<Double>, _ key: RandomKey) -> Double {
    var generator = key.generator()
    switch self {
    case .uniform: return generator.number(in: range)
    case .logarithmic:
      guard range.lowerBound > 0 else { return generator.number(in: range) }
      return range.lowerBound * pow(range.upperBound / range.lowerBound, generator.unit())
    case .whole:
      return Double(generator.integer(in: Int(range.lowerBound.rounded(.up))...Int(range.upperBound)))
    }
  }
}
