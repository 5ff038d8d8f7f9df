import Basis
import ConvNet

#if canImport(Glibc)
  import Glibc
#endif

/// Small networks that tell shots from other sounds by their images; what they say is averaged.
package struct ImageNetworks: Sendable {
  /// Alike but for what they were drawn by.
  package let networks: [Network]

  /// Three steps of convolution, and one that weighs what each place says: 8,506 weights.
  package static let description: NetworkDescription = {
    func convolution(_ filters: Int, stride: Int = 1) -> NetworkDescription.Layer {
      var convolution = NetworkDescription.Convolution(filters: filters, kernel: .init(3))
      convolution.stride = .init(stride)
      (convolution.padding, convolution.isNormalised) = (.same, true)
      convolution.activation = .leakyReLU(slope: 0)
      return .convolution(convolution)
    }
    let pool = NetworkDescription.Layer.maxPool(size: .init(2))
    return NetworkDescription(
      height: CandidateImage.height,
      layers: [
        convolution(8, stride: 2), convolution(16), pool, convolution(32), pool, .dropout(0.3),
        .dense(units: 2, activation: .linear),
      ], head: .softmax)
  }()

  package init(_ networks: [Network]) { self.networks = networks }

  /// The probability of each image's being a shot's.
  package func scores(_ images: [[UInt8]], jobs: Int) throws -> [Double] {
    guard !images.isEmpty, !networks.isEmpty else { return [] }
    let shown = ImageNetworks.shown(images)
    var sums = [Double](repeating: 0, count: images.count)
    for network in networks {
      let runner = try NetworkRunner(network, width: CandidateImage.width, batch: 8, threads: jobs)
      let logits = try runner.logits(shown)
      for row in 0..<images.count * CandidateImage.starts {
        sums[row / CandidateImage.starts] += Double(logits[2 * row + 1] - logits[2 * row])
      }
    }
    let count = Double(networks.count * CandidateImage.starts)
    return sums.map { 1 / (1 + exp(-$0 / count)) }
  }

  /// Each image from all its starts.
  private static func shown(_ images: [[UInt8]]) -> [Float] {
    let size = CandidateImage.height * CandidateImage.width
    var shown = [Float](repeating: 0, count: images.count * CandidateImage.starts * size)
    var powers = [Float](repeating: 0, count: CandidateImage.bands * CandidateImage.shown)
    shown.withUnsafeMutableBufferPointer { shown in
      for (index, image) in images.enumerated() {
        for start in 0..<CandidateImage.starts {
          CandidateImage.read(image, start: start, into: &powers)
          let first = (index * CandidateImage.starts + start) * size
          CandidateImage.show(powers, in: UnsafeMutableBufferPointer(rebasing: shown[first..<first + size]))
        }
      }
    }
    return shown
  }
}
