import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

extension SceneRendering {
  /// Adds every event of a source: to each channel as the direct sound, and to what the site answers.
  func add(_ source: SoundSource, to channels: inout [[Float]], sent: inout [Float]) {
    var scratch = [Float](repeating: 0, count: Int(source.extent * rate) + 2)
    for event in source.events {
      let time = Double(event.onset) / Double(Sampling.rate) * rate + Double(lead)
      // From a sample before the onset: the first sample's interval may reach into it.
      let first = Int(time.rounded(.down)) - 1
      scratch.withUnsafeMutableBufferPointer { buffer in
        buffer.update(repeating: 0)
        fill(buffer, source, event, start: (Double(first) - time) / rate)
        SceneRendering.mix(UnsafeBufferPointer(buffer), into: &sent, at: first, gain: 1)
        if let obstruction = plan.site.obstruction {
          var filter = OnePole(cutoff: obstruction, rate: rate)
          filter.lowPass(buffer)
        }
        spread(UnsafeBufferPointer(buffer), source, at: first, over: &channels)
      }
    }
  }

  private func fill(
    _ buffer: UnsafeMutableBufferPointer<Float>, _ source: SoundSource, _ event: SoundEvent, start: Double
  ) {
    let gain = pow(10, event.gain / 20)
    for element in source.elements {
      var louder = element
      louder.amplitude *= gain
      louder.add(to: buffer, start: start, rate: rate, key: event.key)
    }
    // Two poles of 3 dB each where the air has taken 6.
    for _ in 0..<2 {
      var filter = OnePole(cutoff: source.cutoff, rate: rate)
      filter.lowPass(buffer)
    }
  }

  /// The direct sound on each channel: nearer microphones hear it first, and a little louder.
  private func spread(
    _ buffer: UnsafeBufferPointer<Float>, _ source: SoundSource, at first: Int, over channels: inout [[Float]]
  ) {
    guard channels.count > 1 else {
      SceneRendering.mix(buffer, into: &channels[0], at: first, gain: 1)
      return
    }
    let late = Int((abs(source.azimuth) * plan.site.sensor.spacing * rate).rounded())
    let near = source.azimuth < 0 ? 0 : 1
    SceneRendering.mix(buffer, into: &channels[near], at: first, gain: 1)
    SceneRendering.mix(
      buffer, into: &channels[1 - near], at: first + late, gain: Float(1 - 0.3 * abs(source.azimuth)))
  }

  /// Adds samples at an index, as far as they lie within `target`.
  private static func mix(
    _ samples: UnsafeBufferPointer<Float>, into target: inout [Float], at first: Int, gain: Float
  ) {
    let begin = max(0, -first)
    let end = min(samples.count, target.count - first)
    guard begin < end else { return }
    target.withUnsafeMutableBufferPointer { target in
      for index in begin..<end { target[first + index] += gain * samples[index] }
    }
  }
}
