import ConvNet
import Quantization
import Testing

@Suite("The report of floats against whole numbers")
struct QuantizationReportTests {
  @Test("figures by hand")
  func byHand() throws {
    let network = try Sample.network(.original)
    let integer = try Quantizer.quantize(network, images: Sample.images(8))
    let float: [Float] = [0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.7, 0.3]
    let other: [Float] = [0.8, 0.2, 0.55, 0.45, 0.2, 0.8, 0.7, 0.3]
    var report = try QuantizationReport(
      of: network, integer, float: float, integer: other, labels: [0, 1, 1, 1], positive: 1, threshold: 0.5)
    #expect(report.images == 4)
    #expect(report.accuracy == .init(float: 0.75, integer: 0.5))
    #expect(report.recall == .init(float: 2.0 / 3, integer: 1.0 / 3))
    #expect(abs(report.meanDrift - (0.1 + 0.1 + 0.15 + 0.15) / 8) < 1e-6)
    #expect(abs(report.largestDrift - 0.15) < 1e-6)
    #expect(report.changedLabels == 0.25)
    #expect(report.multiplyAdds == NetworkDescription.original.multiplyAdds(width: 33))
    #expect(report.bytes.integer == Double(try TFLite.bytes(of: integer).count))
    // The first convolution's result, as it is and behind the leaky ReLU.
    #expect(report.arena == .init(float: 4 * 2 * 29_760, integer: 2 * 29_760))
    #expect(report.json["recall_at_one_false_alarm_an_hour"]?.isNull == true)
    report.recallAtOneFalseAlarmAnHour = .init(float: 1, integer: 0.5)
    #expect(report.json["recall_at_one_false_alarm_an_hour"]?["int8"]?.double == 0.5)
    #expect(report.json["bytes"]?["int8"]?.int == Int(report.bytes.integer))
  }

  @Test("no images, and a label that is not there")
  func nothing() throws {
    let network = try Sample.network(.tiny)
    let integer = try Quantizer.quantize(network, images: Sample.images(8))
    let none = try QuantizationReport(
      of: network, integer, float: [], integer: [], labels: [], positive: 1, threshold: 0.5)
    #expect(
      none.recall == nil && none.accuracy.float.isNaN && none.json["accuracy"]?["float"]?.isNull == true)
    let strange = try QuantizationReport(
      of: network, integer, float: [1, 0], integer: [1, 0], labels: [0], positive: 9, threshold: 0.5)
    #expect(strange.recall == nil && strange.accuracy.integer == 1)
  }
}
