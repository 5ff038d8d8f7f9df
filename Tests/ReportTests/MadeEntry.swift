import Basis
import Report

/// Entries of contact sheets, each of its own noise.
enum MadeEntry {
  static func make(_ number: Int, captions: [String] = ["gain db -3.1"]) throws -> ContactSheet.Entry {
    try ContactSheet.Entry(
      title: "GUN/street/\(number).wav_0.wav", subtitle: "GUN · train", before: view(number, gain: 0.9),
      after: view(number + 1000, gain: 0.5), captions: captions)
  }

  static func view(_ number: Int, gain: Float) throws -> SoundView {
    var generator = RandomKey(seed: 92).adding(number).generator()
    let samples = (0..<4096).map { _ in gain * Float(generator.number(in: -1...1)) }
    let values = (0..<32 * 33).map { _ in Float(generator.number(in: -80...0)) }
    return SoundView(
      samples: samples, onsets: [1000],
      image: try LogMelView(values: values, nMels: 32, frames: 33, onsets: [8]))
  }
}
