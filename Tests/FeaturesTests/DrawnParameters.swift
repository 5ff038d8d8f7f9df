import Basis
import Features

/// Log-mel parameters of any kind that make sense.
enum DrawnParameters {
  static func make(_ key: RandomKey) -> LogMelParameters {
    var generator = key.adding("parameters").generator()
    func pick<Item>(_ items: [Item]) -> Item { items[generator.below(items.count)] }
    var parameters = LogMelParameters()
    parameters.sampleRate = pick([8000, 16000, 44100])
    parameters.nFFT = pick([64, 128, 256, 512, 300, 400, 441, 511])
    parameters.hopLength = generator.integer(in: 40...400)
    parameters.winLength = generator.integer(in: parameters.nFFT / 2...parameters.nFFT)
    parameters.window = pick(Window.allCases)
    parameters.center = generator.chance(0.7)
    parameters.padMode = pick(LogMelParameters.PadMode.allCases)
    parameters.nMels = generator.integer(in: 1...6)
    parameters.fMin = generator.number(in: 0...1000)
    parameters.fMax = Double(parameters.sampleRate) / 2 * generator.number(in: 0.8...1)
    parameters.melScale = pick(MelScale.allCases)
    parameters.norm = pick(LogMelParameters.Norm.allCases)
    parameters.power = pick([1, 2])
    parameters.reference = pick(LogMelParameters.Reference.allCases)
    return parameters
  }
}
