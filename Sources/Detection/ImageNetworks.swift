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

  /// The probability of each image's being a shot's. Networks look from different starts in turns: what one moment hides
  /// from the first, the next one sees.
  package func scores(_ images: [[UInt8]], jobs: Int) throws -> [Double] {
    guard !images.isEmpty, !networks.isEmpty else { return [] }
    let shown = (0..<min(CandidateImage.starts, networks.count)).map { ImageNetworks.shown(images, from: $0) }
    var sums = [Double](repeating: 0, count: images.count)
    for (number, network) in networks.enumerated() {
      let runner = try NetworkRunner(network, width: CandidateImage.width, batch: 8, threads: jobs)
      let logits = try runner.logits(shown[number % shown.count])
      for row in images.indices { sums[row] += Double(logits[2 * row + 1] - logits[2 * row]) }
    }
    return sums.map { 1 / (1 + exp(-$0 / Double(networks.count))) }
  }

  /// The images from a start on.
  private static func shown(_ images: [[UInt8]], from start: Int) -> [Float] {
    let size = CandidateImage.height * CandidateImage.width
    var shown = [Float](repeating: 0, count: images.count * size)
    var powers = [Float](repeating: 0, count: CandidateImage.bands * CandidateImage.shown)
    shown.withUnsafeMutableBufferPointer { shown in
      for (index, image) in images.enumerated() {
        CandidateImage.read(image, start: start, into: &powers)
        CandidateImage.show(
          powers, in: UnsafeMutableBufferPointer(rebasing: shown[index * size..<(index + 1) * size]))
      }
    }
    return shown
  }
}
