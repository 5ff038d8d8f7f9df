/// A file as an array in C, for devices without files.
public enum CArray {
  /// A header that C (from C11 on) and C++ (from C++11 on) take, to be included in one source file:
  /// `alignas(16) const unsigned char g_NAME_model_data[]` and `g_NAME_model_data_size`.
  ///
  /// - Parameter name: letters, digits and underscores.
  /// - Throws: `QuantizationError.name`.
  public static func header(_ bytes: [UInt8], name: String) throws -> String {
    guard !name.isEmpty, name.utf8.allSatisfy(isWord) else { throw QuantizationError.name(name) }
    let guardName = "SHOTMARK_" + name.uppercased() + "_MODEL_DATA_H"
    let array = "g_\(name)_model_data"
    var text = """
      // A model for TensorFlow Lite Micro. Include it in one source file.
      #ifndef \(guardName)
      #define \(guardName)

      #ifndef __cplusplus
      #include <stdalign.h>
      #endif

      alignas(16) const unsigned char \(array)[] = {

      """
    text.reserveCapacity(bytes.count * 6 + 1000)
    for first in stride(from: 0, to: bytes.count, by: 16) {
      let line = bytes[first..<min(bytes.count, first + 16)].map { "0x" + hexadecimal($0) }
      text += "  " + line.joined(separator: ", ") + ",\n"
    }
    text += """
      };
      const unsigned int \(array)_size = \(bytes.count);

      #endif

      """
    return text
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
