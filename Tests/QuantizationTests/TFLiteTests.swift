import Basis
import ConvNet
import Files
import Quantization
import TestSupport
import Testing

@Suite("Model files and arrays")
struct TFLiteTests {
  @Test("files are FlatBuffers of TensorFlow Lite, and come out the same again", arguments: 0..<6)
  func bytes(_ index: Int) throws {
    let network = try Sample.network(IntegerNetworkTests.networks[index].network)
    let integer = try Quantizer.quantize(network, images: Sample.images(8))
    for (file, again) in [
      (try TFLite.bytes(of: network), try TFLite.bytes(of: network)),
      (try TFLite.bytes(of: integer), try TFLite.bytes(of: integer)),
    ] {
      #expect(file == again)
      #expect(Array(file[4..<8]) == Array("TFL3".utf8))
      #expect(file.count.isMultiple(of: 4))
    }
  }

  @Test("the original's int8 file is at most 28.29 % of the float one, and tiny's less than 20 kB")
  func sizes() throws {
    let images = Sample.images(8)
    let original = try Sample.network(.original)
    let float = try TFLite.bytes(of: original).count
    let integer = try TFLite.bytes(of: try Quantizer.quantize(original, images: images)).count
    #expect(float >= 158_850 * 4 && float <= 640_328)
    #expect(integer >= 158_850 && integer <= 181_136)
    #expect(Double(integer) / Double(float) <= 0.2829)
    let tiny = try TFLite.bytes(of: try Quantizer.quantize(try Sample.network(.tiny), images: images))
    #expect(tiny.count < 20_000)
  }

  /// The bytes of a header's array, read back from its text.
  static func bytes(_ header: String) -> [UInt8] {
    header.split(separator: "0x").dropFirst().compactMap { UInt8($0.prefix(2), radix: 16) }
  }

  @Test(
    "an array compiles as C and C++ without a warning, and carries the file's bytes",
    arguments: ["c11", "c17", "c++11", "c++17"])
  func array(standard: String) throws {
    let integer = try Quantizer.quantize(try Sample.network(.tiny), images: Sample.images(8))
    let file = try TFLite.bytes(of: integer)
    let header = try CArray.header(file, name: "gun_1")
    #expect(header.contains("alignas(16) const unsigned char g_gun_1_model_data[] = {"))
    #expect(Self.bytes(header) == file)
    guard let clang = Program.installed("clang") else { return }
    let folder = try TemporaryFolder()
    try folder.write(header, as: "model.h")
    let source = try folder.write(
      """
      #include "model.h"
      #include <stdio.h>
      int main(void) {
        if (((unsigned long)g_gun_1_model_data & 15) != 0) return 1;
        return fwrite(g_gun_1_model_data, 1, g_gun_1_model_data_size, stdout) == sizeof g_gun_1_model_data ? 0 : 2;
      }

      """, as: standard.hasPrefix("c++") ? "main.cpp" : "main.c")
    let program = folder.path.appending("main")
    let words = ["-std=" + standard, "-Wall", "-Wextra", "-Werror", "-pedantic", "-o"].map { Array($0.utf8) }
    let compiled = try Program.run(clang, words + [program.bytes, source.bytes])
    #expect(compiled.status == 0, "\(compiled.messages)")
    let finished = try Program.run(program, [])
    #expect(finished.status == 0 && finished.output == file)
  }

  @Test("an array's name is one that C allows", arguments: ["", "a b", "a-b", "ä", "x;"])
  func name(_ name: String) {
    #expect(throws: QuantizationError.name(name)) { try CArray.header([1], name: name) }
  }

  @Test("an array of any length is complete", arguments: [0, 1, 15, 16, 17, 33])
  func lengths(_ count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
    #expect(Self.bytes(try CArray.header(bytes, name: "m")) == bytes)
  }
}
