import Basis
import CInteger
import ConvNet

/// An integer network made ready to run fast: the same codes as `IntegerNetwork.activations`, bit for bit, on all cores.
public struct IntegerPredictor: Sendable {
  /// The network.
  public let network: IntegerNetwork
  private let steps: [FastStep]
  private let level: Int32
  /// Images that a thread takes at a time, so that their weights are read once.
  private static let together = 8

  /// Lays out a network's weights; a few milliseconds.
  public init(_ network: IntegerNetwork) { self.init(network, level: integer_level()) }

  /// For tests: with the products of an older processor.
  package init(_ network: IntegerNetwork, level: Int32) {
    self.network = network
    self.level = level
    steps = FastStep.steps(network)
  }

  /// Codes of what comes out, `[images, classes]`, for codes of images.
  public func outputs(_ images: [Int8], jobs: Int = Parallel.cores) -> [Int8] {
    let size = network.inputShape.count
    precondition(images.count.isMultiple(of: size), "whole images")
    return run(images.count / size, jobs: jobs) { codes, range in
      images.withUnsafeBufferPointer { images in
        for place in 0..<range.count * size { codes[place] = images[range.lowerBound * size + place] }
      }
    }
  }

  /// Probabilities, `[images, classes]`, for images `[images, height, width]`.
  public func probabilities(_ images: [Float], jobs: Int = Parallel.cores) -> [Float] {
    let (size, input) = (network.inputShape.count, network.input)
    precondition(images.count.isMultiple(of: size), "whole images")
    let outputs = run(images.count / size, jobs: jobs) { codes, range in
      images.withUnsafeBufferPointer { images in
        for place in 0..<range.count * size {
          codes[place] = input.code(images[range.lowerBound * size + place])
        }
      }
    }
    let numbers = outputs.map(network.output.number)
    return network.endsWithLogits
      ? network.head.probabilities(numbers, classes: max(1, network.classCount)) : numbers
  }

  /// Runs images through the steps, some at a time; `fill` writes the codes of a range of them.
  private func run(
    _ count: Int, jobs: Int, fill: @Sendable (UnsafeMutablePointer<Int8>, Range<Int>) -> Void
  ) -> [Int8] {
    let classes = network.classCount
    let most = ([network.inputShape.count] + steps.map(\.output)).max() ?? 1
    return [Int8](unsafeUninitializedCapacity: count * classes) { buffer, initialized in
      nonisolated(unsafe) let results = buffer
      let blocks = (count + Self.together - 1) / Self.together
      Parallel.forEach(
        blocks, jobs: jobs, with: { Scratch(codes: most * Self.together, patches: patchCount) }
      ) { scratch, block in
        let range = block * Self.together..<min(count, (block + 1) * Self.together)
        fill(scratch.codes, range)
        for step in steps { step.run(range.count, scratch, level) }
        for place in 0..<range.count * classes {
          results[range.lowerBound * classes + place] = scratch.codes[place]
        }
      }
      initialized = count * classes
    }
  }

  private var patchCount: Int { steps.map(\.patchCount).max() ?? 0 }
}

/// What a thread works in.
final class Scratch {
  /// Codes before a step, and behind it once they are swapped.
  private(set) var codes: UnsafeMutablePointer<Int8>
  private(set) var next: UnsafeMutablePointer<Int8>
  let patches: UnsafeMutablePointer<Int16>

  init(codes count: Int, patches patchCount: Int) {
    codes = .allocate(capacity: count)
    next = .allocate(capacity: count)
    patches = .allocate(capacity: max(1, patchCount))
  }

  deinit {
    codes.deallocate()
    next.deallocate()
    patches.deallocate()
  }

  func swap() { (codes, next) = (next, codes) }
}
