import Basis
import ConvNet
import Quantization
import TestSupport
import Testing

@Suite("Files in the real interpreter", .enabled(if: LiteRT.isAvailable, "no Python with ai-edge-litert"))
struct InterpreterTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var network: NetworkDescription
    var options = Quantizer.Options()
    var images = 200
    var testDescription: String { name }
  }

  static let cases: [Case] = {
    var cases = NetworkDescription.builtIn.map { Case(name: $0.name, network: $0.network, images: 1000) }
    for (name, network, _) in NetworkDescription.builtIn.map({ ($0.name, $0.network, 0) }) {
      var other = network
      other.head = network.head == .softmax ? .sigmoid : .softmax
      cases.append(Case(name: name + " with the other head", network: other))
    }
    for isPerChannel in [false, true] {
      var dense = Case(name: "original with a dense head, per channel: \(isPerChannel)", network: .original)
      dense.options.hasDenseHead = true
      dense.options.isDensePerChannel = isPerChannel
      cases.append(dense)
    }
    for (name, network) in Sample.others {
      cases.append(Case(name: name, network: network))
      var other = Case(name: name + ", per channel, percentile", network: network)
      other.options.isDensePerChannel = true
      other.options.calibration = .percentile(99.9)
      cases.append(other)
    }
    for (name, network, _) in NetworkDescription.builtIn.map({ ($0.name, $0.network, 0) }) {
      var plain = Case(name: name + " without a head", network: network)
      plain.options.endsWithLogits = true
      plain.options.hasDenseHead = name == "original"
      cases.append(plain)
    }
    var wide = Case(name: "original for wider images", network: .original, images: 100)
    wide.options.width = 70
    wide.options.calibration = .entropy
    cases.append(wide)
    return cases
  }()

  @Test("a model in whole numbers gives the reference kernels' codes", arguments: cases)
  func integer(_ own: Case) throws {
    let network = try Sample.network(own.network)
    let width = own.options.width ?? 33
    let integer = try Quantizer.quantize(
      network, images: Sample.images(40, width: width, seed: 2), options: own.options)
    let codes = integer.codes(Sample.images(own.images, width: width, seed: 3))
    let theirs = try LiteRT.outputs(of: try TFLite.bytes(of: integer), codes, height: 32, width: width)
    let ours = IntegerPredictor(integer).outputs(codes)
    #expect(ours.count == own.images * integer.classCount)
    let different = zip(ours, theirs).count { $0 != $1 }
    #expect(theirs.count == ours.count)
    #expect(different == 0, "\(different) of \(ours.count) codes differ")
    // A model that says the same of everything would agree with any other.
    #expect(Set(ours).count > 20)
  }

  @Test("a model in floats gives the plain forward's probabilities", arguments: cases)
  func float(_ own: Case) throws {
    let network = try Sample.network(own.network)
    let width = own.options.width ?? 33
    let images = Sample.images(50, width: width, seed: 3)
    let model = try TFLite.bytes(
      of: network, width: own.options.width, hasDenseHead: own.options.hasDenseHead)
    let theirs = try LiteRT.outputs(of: model, images, height: 32, width: width)
    let ours = try FoldedNetwork(network, width: own.options.width).probabilities(images)
    #expect(theirs.count == ours.count)
    let most = zip(ours, theirs).map { abs($0 - $1) }.max() ?? 1
    #expect(most < 1e-4, "\(most)")
    #expect(Set(ours.map { Int($0 * 100) }).count > 10)
  }
}
