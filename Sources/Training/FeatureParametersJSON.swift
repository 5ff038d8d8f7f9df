import Features
import Files

extension LogMelParameters {
  /// The parameters by their names, as models keep them.
  public var json: JSON.Value {
    .object([
      ("sampleRate", .number(sampleRate)), ("nFFT", .number(nFFT)), ("hopLength", .number(hopLength)),
      ("winLength", .number(winLength)), ("window", .string(window.rawValue)), ("center", .bool(center)),
      ("padMode", .string(padMode.rawValue)), ("nMels", .number(nMels)), ("fMin", .number(fMin)),
      ("fMax", .number(fMax)), ("melScale", .string(melScale.rawValue)), ("norm", .string(norm.rawValue)),
      ("power", .number(power)), ("amplitudeOffset", .number(amplitudeOffset)),
      ("reference", .string(reference.rawValue)),
    ])
  }

  /// The parameters in an object as `json` gives it; `nil` where one is missing, misspelt or impossible.
  public init?(json value: JSON.Value) {
    self.init()
    guard let sampleRate = value["sampleRate"]?.int, let nFFT = value["nFFT"]?.int,
      let hopLength = value["hopLength"]?.int, let winLength = value["winLength"]?.int,
      let window = value["window"]?.string.flatMap(Window.init), let center = value["center"]?.bool,
      let padMode = value["padMode"]?.string.flatMap(PadMode.init), let nMels = value["nMels"]?.int,
      let fMin = value["fMin"]?.double, let fMax = value["fMax"]?.double,
      let melScale = value["melScale"]?.string.flatMap(MelScale.init),
      let norm = value["norm"]?.string.flatMap(Norm.init), let power = value["power"]?.int,
      let amplitudeOffset = value["amplitudeOffset"]?.double,
      let reference = value["reference"]?.string.flatMap(Reference.init)
    else { return nil }
    (self.sampleRate, self.nFFT, self.hopLength, self.winLength) = (sampleRate, nFFT, hopLength, winLength)
    (self.window, self.center, self.padMode, self.nMels) = (window, center, padMode, nMels)
    (self.fMin, self.fMax, self.melScale, self.norm) = (fMin, fMax, melScale, norm)
    (self.power, self.amplitudeOffset, self.reference) = (power, amplitudeOffset, reference)
    guard (try? validate()) != nil else { return nil }
  }
}
