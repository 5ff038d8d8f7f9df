import Basis
import Features
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Front ends as C source", .enabled(if: !CompiledLogMel.compilers.isEmpty, "needs a C compiler"))
struct LogMelSourceTests {
  /// Chunks as recorders hand them on: silence, full scale, levels, tones, clicks, the last bit, shots, sweeps, noise, and
  /// noise after silence.
  private static func chunk(_ kind: Int, _ count: Int, _ key: RandomKey) -> [Int16] {
    var random = key.adding("chunk").adding(kind).generator()
    let level = pow(10, random.number(in: -3...0))
    let frequency = random.number(in: 0.001...3.1)
    let (onset, decay) = (random.below(count), random.number(in: 20...2000))
    return (0..<count).map { place -> Int16 in
      let value: Double
      switch kind % 11 {
      case 0: value = 0
      case 1: value = place % 2 == 0 ? 1 : -1
      case 2: value = random.chance(0.5) ? 1 : -1
      case 3: value = level
      case 4: value = level * sin(frequency * Double(place))
      case 5: value = place == onset ? 1 : 0
      case 6: value = random.chance(0.5) ? 0x1p-15 : 0
      case 7:
        let shot = place < onset ? 0 : exp(-Double(place - onset) / decay)
        value = 0.001 * random.gaussian() + shot * random.gaussian()
      case 8: value = sin(frequency * Double(place) * Double(place) / Double(count))
      case 9: value = level * random.gaussian()
      default: value = place < onset ? 0 : level * random.gaussian()
      }
      return Int16(max(-32768, min(32767, (32768 * value).rounded())))
    }
  }

  /// Kinds of chunks without a loud bin beside a quiet one.
  private static let broad = [2, 5, 7, 9, 10]

  private static func floats(_ words: [Int16]) -> [Float] { words.map { Float($0) / 32768 } }

  /// How far a mel value may be off where each bin of its frame is off by this part of the largest: `[band][frame]`.
  private static func leeway(_ samples: [Float], _ parameters: LogMelParameters) throws -> (
    [Double], mels: [Double]
  ) {
    let stft = try STFT(parameters)
    let (frames, magnitudes) = (stft.frames(samples.count), stft.magnitudes(samples).map(Double.init))
    var leeway: [Double] = []
    var mels: [Double] = []
    for band in try MelFilterBank(parameters).bands {
      let sum = band.weights.reduce(0) { $0 + Double($1) }
      for frame in 0..<frames {
        let peak = (0..<stft.bins).reduce(0) { max($0, magnitudes[$1 * frames + frame]) }
        let off = 0x1p-22 * peak
        let mel = band.weights.enumerated().reduce(0.0) { total, next in
          let magnitude = magnitudes[(band.firstBin + next.offset) * frames + frame]
          return total + Double(next.element) * pow(magnitude, Double(parameters.power))
        }
        // Of powers: Σ w · ((m + off)² − m²), by Cauchy and Schwarz.
        leeway.append(
          parameters.power == 1 ? off * sum : 2 * off * (sum * mel).squareRoot() + off * off * sum)
        mels.append(mel)
      }
    }
    return (leeway, mels)
  }

  /// The largest distance between two images of the same samples, in parts of what is allowed: each bin off by 2⁻²² of the
  /// largest of its frame, and 0.0001 dB for the logarithm.
  private static func distance(
    _ image: [Float], _ expected: [Float], of samples: [Float], _ parameters: LogMelParameters
  ) throws -> Double {
    let (leeway, mels) = try leeway(samples, parameters)
    let decibels = 20 / Double(parameters.power)
    return expected.indices.reduce(0) { worst, cell in
      let value = mels[cell] + parameters.amplitudeOffset
      let allowed = decibels * log10(1 + leeway[cell] / value) + 0.0001
      let below = leeway[cell] < value ? -decibels * log10(1 - leeway[cell] / value) + 0.0001 : .infinity
      let difference = Double(image[cell] - expected[cell])
      return max(worst, difference > 0 ? difference / allowed : -difference / below)
    }
  }

  /// Holds a front end against `LogMel` and, for the first chunks, against the definition.
  private func expectSame(
    _ parameters: LogMelParameters, samples: Int, kinds: Range<Int>, _ key: RandomKey,
    language: [String] = CompiledLogMel.languages[0], compiler: Path? = CompiledLogMel.compilers.first,
    defined: Int = 0
  ) throws {
    let (logMel, scale, zeroPoint) = (try LogMel(parameters), Float(0.4), 10)
    let compiled = try CompiledLogMel(parameters, samples: samples)
    let words = kinds.map { Self.chunk($0, samples, key) }
    let images = try compiled.run(
      floats: words.map(Self.floats), words: words, scale: scale, zeroPoint: Int32(zeroPoint),
      language: language, compiler: compiler)
    #expect(images.floats == images.words)
    #expect(images.tableBytes == compiled.source.tableBytes)
    #expect(images.memoryBytes == compiled.source.memoryBytes)
    for (index, kind) in kinds.enumerated() {
      let (samples, image) = (Self.floats(words[index]), images.floats[index])
      let expected = logMel(samples)
      if parameters.reference == .none {
        #expect(try Self.distance(image, expected, of: samples, parameters) <= 1)
        if index < defined {
          let naive = NaiveLogMel.image(samples, parameters).map { Float($0) }
          #expect(try Self.distance(image, naive, of: samples, parameters) <= 1)
        }
      }
      // One cell that is mostly rounding may be the reference of all: chunks without such.
      let isBroad = Self.broad.contains(kind % 11) && samples.count >= parameters.nFFT
      if isBroad { #expect(zip(image, expected).allSatisfy { abs($0 - $1) <= 0.001 }) }
      let quantised = expected.map {
        max(-128, min(127, Int(($0 / scale).rounded(.toNearestOrAwayFromZero)) + zeroPoint))
      }
      if isBroad || parameters == LogMelParameters() {
        #expect(zip(images.bytes[index], quantised).allSatisfy { abs(Int($0) - $1) <= 1 })
      }
    }
  }

  @Test("make of any chunk what the model was trained on, with the original's parameters")
  func standard() throws {
    try expectSame(LogMelParameters(), samples: 4096, kinds: 0..<330, RandomKey(seed: 1), defined: 11)
  }

  @Test("do so with any parameters, as C and as C++", arguments: 0..<40)
  func drawn(seed: Int) throws {
    let key = RandomKey(seed: UInt64(seed))
    var parameters = DrawnParameters.make(key)
    if seed % 2 == 0 { parameters.reference = .none }
    try expectSame(
      parameters, samples: parameters.nFFT + 37 * seed, kinds: 0..<22, key,
      language: CompiledLogMel.languages[seed / 2 % 2],
      compiler: CompiledLogMel.compilers[seed / 4 % CompiledLogMel.compilers.count], defined: 3)
  }

  @Test(
    "do so for FFTs of every make of length", arguments: [3, 4, 5, 6, 8, 12, 30, 31, 96, 1000, 2048, 4096])
  func lengths(nFFT: Int) throws {
    var parameters = LogMelParameters()
    (parameters.nFFT, parameters.winLength, parameters.nMels) = (nFFT, nFFT, 1)
    parameters.window = .hammingPeriodic
    (parameters.fMin, parameters.hopLength) = (0, max(1, nFFT / 3))
    for power in [1, 2] {
      parameters.power = power
      try expectSame(
        parameters, samples: 2 * nFFT + 5, kinds: 0..<11, RandomKey(seed: 5), defined: nFFT < 100 ? 11 : 1)
    }
  }

  @Test("take chunks far shorter than a frame, however they are continued", arguments: [1, 2, 3, 100])
  func short(samples: Int) throws {
    for padMode in LogMelParameters.PadMode.allCases {
      var parameters = LogMelParameters()
      parameters.padMode = padMode
      try expectSame(parameters, samples: samples, kinds: 0..<11, RandomKey(seed: 6), defined: 11)
    }
  }

  @Test("count samples that are no numbers, or beyond all measure, as 0")
  func unusable() throws {
    let samples = (0..<11).map { kind -> [Float] in
      var samples = Self.floats(Self.chunk(9, 4096, RandomKey(seed: UInt64(kind))))
      let unusable: [Float] = [.nan, .infinity, -.infinity, 2e12, -1e38]
      for (place, value) in unusable.enumerated() { samples[100 * place + kind] = value }
      return samples
    }
    let images = try CompiledLogMel(LogMelParameters(), samples: 4096).run(floats: samples, words: [])
    let logMel = try LogMel()
    for (image, chunk) in zip(images.floats, samples) {
      #expect(zip(image, logMel(chunk)).allSatisfy { abs($0 - $1) <= 0.001 })
    }
  }

  @Test("make the frames of a stream one by one")
  func streaming() throws {
    var parameters = LogMelParameters()
    let chunk = Self.chunk(9, 4096, RandomKey(seed: 7))
    let frames = try CompiledLogMel(parameters, samples: 4096).run(floats: [], words: [chunk]).frames
    parameters.center = false
    let logMel = try LogMel(parameters)
    let (expected, count) = (logMel(Self.floats(chunk)), logMel.frames(4096))
    #expect(frames.count == count)
    for (frame, bands) in frames.enumerated() {
      for (band, value) in bands.enumerated() {
        #expect(abs(value - expected[band * count + frame]) <= 0.001)
      }
    }
  }

  @Test("quantise as told, to the ends of a byte and with scales that are none")
  func quantised() throws {
    let compiled = try CompiledLogMel(LogMelParameters(), samples: 4096)
    let words = (0..<11).map { Self.chunk($0, 4096, RandomKey(seed: 8)) }
    for (scale, zeroPoint) in [(0.01, 0), (0.5, -128), (0.5, 127), (1e-30, 3), (30, 0), (0, 5)]
      as [(Float, Int32)]
    {
      let images = try compiled.run(floats: [], words: words, scale: scale, zeroPoint: zeroPoint)
      for (image, bytes) in zip(images.words, images.bytes) {
        let expected = image.map { value -> Int8 in
          let steps = max(-1024, min(1024, value / scale)).rounded(.toNearestOrAwayFromZero)
          return Int8(max(-128, min(127, Int(steps) + Int(zeroPoint))))
        }
        #expect(bytes == expected)
      }
    }
  }

  @Test("compile whatever they are called", arguments: ["", "9 lives", "*/ x", "int", "été", "__x", "a??/b"])
  func names(name: String) throws {
    var parameters = LogMelParameters()
    parameters.reference = .median
    for language in CompiledLogMel.languages {
      let images = try CompiledLogMel(parameters, samples: 600, name: Array(name.utf8))
        .run(floats: [], words: [Self.chunk(9, 600, RandomKey(seed: 1))], language: language)
      #expect(images.words[0].allSatisfy { $0.isFinite })
    }
    let source = try LogMelSource(
      parameters, samples: 600, name: Array(name.utf8), notes: [(name, Array(name.utf8))])
    #expect(source.text.utf8.allSatisfy { $0 == 10 || (0x20...0x7E).contains($0) })
  }

  @Test("of parameters that make no image are refused in three parts")
  func refused() {
    var parameters = LogMelParameters()
    #expect(throws: FeatureError.self) { try LogMelSource(parameters, samples: 0, name: []) }
    #expect(throws: FeatureError.self) { try LogMelSource(parameters, samples: 1 << 25, name: []) }
    parameters.hopLength = 1
    #expect(throws: FeatureError.self) { try LogMelSource(parameters, samples: 1 << 24, name: []) }
    parameters.center = false
    #expect(throws: FeatureError.noFrame(samples: 511, nFFT: 512)) {
      try LogMelSource(parameters, samples: 511, name: [])
    }
    parameters.nMels = 500
    #expect(throws: FeatureError.self) { try LogMelSource(parameters, name: []) }
  }
}
