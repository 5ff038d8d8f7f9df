import Audio
import Basis
import Testing

@Suite("Polyphase filters")
struct PolyphaseFilterTests {
  /// A filter of random coefficients, the same numbers for the naive sum.
  private struct Drawn {
    let up, down, reach: Int
    let numbers: [Float]

    func coefficient(_ place: Int) -> Float { numbers[place + reach * up] }
    var filter: PolyphaseFilter {
      PolyphaseFilter(up: up, down: down, reach: reach) { coefficient($0) }
    }

    /// Output n is the sum over the inputs within `reach` of n * down / up.
    func naive(_ output: Int, _ input: (Int) -> Float) -> Double {
      let below = (Double(output * down) / Double(up)).rounded(.down)
      return ((Int(below) + 1 - reach)...(Int(below) + reach)).reduce(0) {
        $0 + Double(coefficient(output * down - $1 * up)) * Double(input($1))
      }
    }
  }

  private func draw(_ case: Int) -> Drawn {
    var generator = RandomKey(seed: 2).adding("filter").adding(`case`).generator()
    let (up, down) = (generator.integer(in: 1...40), generator.integer(in: 1...40))
    let reach = generator.integer(in: 1...50)
    let numbers = (0...(2 * reach * up)).map { _ in Float(generator.number(in: -1...1)) }
    return Drawn(up: up, down: down, reach: reach, numbers: numbers)
  }

  @Test("equals the sum written out, and has the same bits for any stretch", arguments: 0..<60)
  func twin(case number: Int) {
    let drawn = draw(number)
    let filter = drawn.filter
    var generator = RandomKey(seed: 3).adding(number).generator()
    let samples = MadeSound.noise(4000, seed: UInt64(number))
    let sound = { (index: Int) in (0..<4000).contains(index + 2000) ? samples[index + 2000] : 0 }
    func outputs(_ groups: Range<Int>) -> [Float] {
      let input = filter.inputs(for: groups).map(sound)
      var output = [Float](repeating: .nan, count: 4 * groups.count)
      input.withUnsafeBufferPointer { from in
        output.withUnsafeMutableBufferPointer { to in
          guard let source = from.baseAddress, let target = to.baseAddress else { return }
          filter.apply(source, groups: groups, into: target)
        }
      }
      return output
    }
    let start = generator.integer(in: -50...50)
    let whole = start..<(start + generator.integer(in: 1...40))
    let all = outputs(whole)
    for (index, output) in all.enumerated() {
      #expect((Double(output) - drawn.naive(4 * whole.lowerBound + index, sound)).magnitude < 1e-4)
    }
    let from = generator.integer(in: whole.lowerBound...(whole.upperBound - 1))
    let part = from..<generator.integer(in: (from + 1)...whole.upperBound)
    let skipped = 4 * (part.lowerBound - whole.lowerBound)
    #expect(outputs(part).elementsEqual(all[skipped..<(skipped + 4 * part.count)]))
  }
}
