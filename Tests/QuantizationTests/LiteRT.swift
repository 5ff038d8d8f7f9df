import Basis
import Files
import TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// A Python with numpy and ai-edge-litert, by whose interpreter our files are judged: the environment's
/// `SHOTMARK_PYTHON`, else `python3`. Where it lacks them, the tests that need it are skipped.
enum LiteRT {
  static let python: Path? =
    getenv("SHOTMARK_PYTHON").map { Path(String(cString: $0)) } ?? Program.installed("python3")
  static let isAvailable =
    (try? run("import numpy, ai_edge_litert.interpreter; print('yes')"))?.text == "yes\n"

  /// Reference kernels only; one image at a time, or all at once where the model is in floats.
  private static let script = """
    import sys
    import numpy as np
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    model, images, results, kind, height, width = sys.argv[1:]
    resolver = OpResolverType.BUILTIN_REF if kind == 'int8' else OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    interpreter = Interpreter(model_path=model, experimental_op_resolver_type=resolver)
    images = np.fromfile(images, kind).reshape(-1, 1, int(height), int(width), 1)
    if kind == 'float32':
        images = images.reshape(1, -1, int(height), int(width), 1)
        interpreter.resize_tensor_input(interpreter.get_input_details()[0]['index'], images[0].shape)
    interpreter.allocate_tensors()
    into, out = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    assert into['dtype'] == out['dtype'] == np.dtype(kind), (into, out)
    signature = interpreter.get_signature_list()['serving_default']
    assert signature['inputs'] == ['log_mel'], signature
    assert signature['outputs'] in (['probabilities'], ['logits']), signature
    found = []
    for image in images:
        interpreter.set_tensor(into['index'], image)
        interpreter.invoke()
        found.append(interpreter.get_tensor(out['index']).copy())
    np.concatenate(found).tofile(results)
    print(np.concatenate(found).shape)
    """

  /// What a model in floats says of images, all at once.
  static func outputs(of model: [UInt8], _ images: [Float], height: Int, width: Int) throws -> [Float] {
    let bytes = images.withUnsafeBytes { Array($0) }
    return try outputs(of: model, bytes, "float32", height, width).withUnsafeBytes {
      Array($0.bindMemory(to: Float.self))
    }
  }

  /// What a model in whole numbers says of codes, one image at a time.
  static func outputs(of model: [UInt8], _ codes: [Int8], height: Int, width: Int) throws -> [Int8] {
    try outputs(of: model, codes.map { UInt8(bitPattern: $0) }, "int8", height, width).map {
      Int8(bitPattern: $0)
    }
  }

  private static func outputs(
    of model: [UInt8], _ images: [UInt8], _ kind: String, _ height: Int, _ width: Int
  ) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let file = try folder.write(model, as: "model.tflite")
    let own = try folder.write(images, as: "images")
    let results = folder.path.appending("results")
    let words =
      [file.bytes, own.bytes, results.bytes] + [kind, "\(height)", "\(width)"].map { Array($0.utf8) }
    let finished = try run(script, words)
    guard finished.status == 0 else { throw Failure(messages: finished.messages) }
    return try FileSystem.read(results)
  }

  private static func run(_ script: String, _ words: [[UInt8]] = []) throws -> Finished {
    guard let python else { throw Failure(messages: "no Python") }
    return try Program.run(python, [Array("-c".utf8), Array(script.utf8)] + words)
  }

  struct Failure: Error { let messages: String }
}
