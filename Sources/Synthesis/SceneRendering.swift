import Acoustics
import Basis

#if canImport(Glibc)
  import Glibc
#endif

/// Renders a plan: events, the site's answer to them, the background, the sensor.
package struct SceneRendering {
  package let plan: ScenePlan
  let rate: Double
  /// Samples before the recording's first, so that filters and tails have begun by then.
  package let lead: Int
  /// Samples a channel, those before the first included.
  let count: Int

  package init(_ plan: ScenePlan) {
    self.plan = plan
    rate = Double(plan.sampleRate)
    lead = plan.sampleRate / 4
    count = plan.frames + lead
  }

  /// The recording as its sensor hands it over.
  package func scene() -> SyntheticScene {
    var channels = events(withSite: true)
    for index in channels.indices { hear(&channels[index]) }
    let loudness = EventLoudness(channels, plan: plan, lead: lead)
    let gain = loudness.peak > 0 ? Float(pow(10, plan.levels.peak / 20)) / loudness.peak : 0
    let background =
      gain > 0
      ? gain * loudness.quietest * Float(pow(10, -plan.levels.snr / 20))
      : Float(pow(10, plan.levels.quiet / 20))
    add(backgroundLevel: background, eventGain: gain, to: &channels)
    saturate(&channels)
    return SyntheticScene(plan: plan, samples: interleaved(channels))
  }

  /// The shots and hard negatives alone in Pa, a channel each, still with the lead.
  ///
  /// - Parameter withSite: whether the site's reflections and tail are added.
  package func events(withSite: Bool) -> [[Float]] {
    var channels = [[Float]](repeating: [Float](repeating: 0, count: count), count: plan.channels)
    var sent = [Float](repeating: 0, count: withSite ? count : 0)
    for source in plan.sources { add(source, to: &channels, sent: &sent) }
    guard withSite, !plan.sources.isEmpty else { return channels }
    sent.withUnsafeMutableBufferPointer { addSite(to: &channels, from: $0) }
    return channels
  }

  private func addSite(to channels: inout [[Float]], from sent: UnsafeMutableBufferPointer<Float>) {
    for index in channels.indices {
      // The two microphones are not quite equally far from each wall.
      let echoes = Echoes(
        plan.site.echoes, obstruction: plan.site.obstruction, stretch: index == 0 ? 1 : 1.004, rate: rate)
      channels[index].withUnsafeMutableBufferPointer { echoes.add(UnsafeBufferPointer(sent), to: $0) }
    }
    Diffusion(key: plan.site.reverberation.key, rate: rate).apply(to: sent)
    let network = ReverberationNetwork(plan.site.reverberation, rate: rate)
    guard channels.count > 1 else {
      channels[0].withUnsafeMutableBufferPointer { network.add(UnsafeBufferPointer(sent), to: [$0]) }
      return
    }
    var second = channels[1]
    channels[0].withUnsafeMutableBufferPointer { left in
      second.withUnsafeMutableBufferPointer { network.add(UnsafeBufferPointer(sent), to: [left, $0]) }
    }
    channels[1] = second
  }

  /// Filters a channel as its microphone does.
  private func hear(_ samples: inout [Float]) {
    samples.withUnsafeMutableBufferPointer { buffer in
      var highPass = OnePole(cutoff: plan.site.sensor.highPass, rate: rate)
      var lowPass = OnePole(cutoff: plan.site.sensor.lowPass, rate: rate)
      for index in buffer.indices { buffer[index] = lowPass.low(highPass.high(buffer[index])) }
    }
  }

  private func add(backgroundLevel: Float, eventGain: Float, to channels: inout [[Float]]) {
    var background = plan.site.background.rendered(
      count: count, rate: rate, key: plan.key.adding("background"))
    hear(&background)
    let energy = background.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, count))
    let gain = energy > 0 ? backgroundLevel / Float(energy.squareRoot()) : 0
    let noise = Float(pow(10, plan.site.sensor.noise / 20))
    let shift = Int(0.037 * rate)
    for channel in channels.indices {
      var generator = plan.key.adding("sensor").adding(channel).generator()
      channels[channel].withUnsafeMutableBufferPointer { samples in
        background.withUnsafeBufferPointer { background in
          for index in samples.indices {
            // The second microphone hears the same surroundings from another side.
            let around =
              channel == 0
              ? background[index]
              : 0.6 * background[index] + 0.8 * background[index >= shift ? index - shift : index]
            samples[index] = eventGain * samples[index] + gain * around + noise * generator.noise()
          }
        }
      }
    }
  }

  /// Cuts a clipped scene at its ceiling; turns any other down where its peaks add up to more than that.
  private func saturate(_ channels: inout [[Float]]) {
    let ceiling = Float(pow(10, plan.levels.ceiling / 20))
    let isSoft = plan.site.sensor.isSoft && plan.levels.isClipped
    var peak: Float = 0
    for channel in channels { peak = channel.reduce(peak) { max($0, abs($1)) } }
    let gain = plan.levels.isClipped || peak <= ceiling ? 1 : ceiling / peak
    for channel in channels.indices {
      channels[channel].withUnsafeMutableBufferPointer { samples in
        for index in samples.indices {
          let value = samples[index] * gain
          let bent = isSoft ? value / (1 + 0.5 * abs(value)) : value
          samples[index] = max(-ceiling, min(ceiling, bent))
        }
      }
    }
  }

  private func interleaved(_ channels: [[Float]]) -> [Float] {
    guard channels.count > 1 else { return Array(channels[0].dropFirst(lead)) }
    return [Float](unsafeUninitializedCapacity: plan.frames * 2) { buffer, initialized in
      for index in 0..<plan.frames {
        buffer[2 * index] = channels[0][lead + index]
        buffer[2 * index + 1] = channels[1][lead + index]
      }
      initialized = plan.frames * 2
    }
  }
}
