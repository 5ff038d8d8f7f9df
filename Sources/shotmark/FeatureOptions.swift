import Features

/// The options that decide what a log-mel image looks like.
package enum FeatureOptions {
  private static let standard = LogMelParameters()

  private static func count(_ name: String, _ range: ClosedRange<Int>, _ value: Int, _ help: String)
    -> Option<Int>
  {
    Option(name, .count(in: range), .standard(value, shown: "\(value)"), help)
  }

  static let nFFT = count("n-fft", 2...1_048_576, standard.nFFT, "Samples of the FFT")
  static let hopLength = count(
    "hop-length", 1...1_048_576, standard.hopLength, "Samples from one frame to the next")
  static let winLength = count("win-length", 1...1_048_576, standard.winLength, "Samples of the window")
  static let window = Option(
    "window", .choice(Window.self, named: "WINDOW"),
    .standard(standard.window, shown: ChoiceWords.word(standard.window.rawValue)),
    "The taper: " + words(Window.self))
  static let noCenter = Flag("no-center", "Let frames begin, not be centred, at multiples of the hop")
  static let padMode = Option(
    "pad-mode", .choice(LogMelParameters.PadMode.self, named: "MODE"),
    .standard(standard.padMode, shown: standard.padMode.rawValue),
    "What lies beyond the ends of a chunk: " + words(LogMelParameters.PadMode.self))
  static let nMels = count("n-mels", 1...4096, standard.nMels, "Mel bands")
  static let fMin = Option(
    "f-min", .number(in: 0...8000, named: "HZ"), .standard(standard.fMin, shown: "10"),
    "Lower edge of the lowest band in Hz")
  static let fMax = Option(
    "f-max", .number(in: 0...8000, named: "HZ"), .standard(standard.fMax, shown: "8000"),
    "Upper edge of the highest band in Hz")
  static let melScale = Option(
    "mel-scale", .choice(MelScale.self, named: "SCALE"), .standard(standard.melScale, shown: "slaney"),
    "How frequency becomes pitch: " + words(MelScale.self))
  static let norm = Option(
    "norm", .choice(LogMelParameters.Norm.self, named: "NORM"), .standard(standard.norm, shown: "slaney"),
    "How bands are scaled against each other: " + words(LogMelParameters.Norm.self))
  static let power = count("power", 1...2, standard.power, "Sum magnitudes (1) or powers (2)")
  static let amplitudeOffset = Option(
    "amplitude-offset", .number(in: 1e-30...1e6, named: "X"),
    .standard(standard.amplitudeOffset, shown: "1e-5"), "Added to each mel value before the logarithm")
  static let reference = Option(
    "reference", .choice(LogMelParameters.Reference.self, named: "WHAT"),
    .standard(standard.reference, shown: "none"),
    "What counts as 0 dB: none (levels are kept), or the chunk's maximum or median (levels do not matter)")

  static let group = OptionGroup(
    "Log-mel",
    [
      nFFT, hopLength, winLength, window, noCenter, padMode, nMels, fMin, fMax, melScale, norm, power,
      amplitudeOffset, reference,
    ])

  /// What the options say; throws the module's own error where they do not fit together.
  static func parameters(_ arguments: Arguments) throws -> LogMelParameters {
    var parameters = LogMelParameters()
    parameters.nFFT = try arguments.value(nFFT)
    parameters.hopLength = try arguments.value(hopLength)
    parameters.winLength = try arguments.value(winLength)
    parameters.window = try arguments.value(window)
    parameters.center = !arguments.has(noCenter)
    parameters.padMode = try arguments.value(padMode)
    parameters.nMels = try arguments.value(nMels)
    parameters.fMin = try arguments.value(fMin)
    parameters.fMax = try arguments.value(fMax)
    parameters.melScale = try arguments.value(melScale)
    parameters.norm = try arguments.value(norm)
    parameters.power = try arguments.value(power)
    parameters.amplitudeOffset = try arguments.value(amplitudeOffset)
    parameters.reference = try arguments.value(reference)
    // The FFT of a shorter window is meant to be as long as asked for; a window that was not asked for follows.
    if !arguments.isGiven(winLength) { parameters.winLength = min(parameters.winLength, parameters.nFFT) }
    try parameters.validate()
    return parameters
  }

  private static func words<Value: CaseIterable & RawRepresentable<String>>(_ type: Value.Type) -> String {
    ChoiceWords.all(type).joined(separator: ", ")
  }
}
