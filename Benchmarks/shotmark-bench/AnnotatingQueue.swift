import Audio
import Basis
import Files
import Synthesis

#if canImport(Glibc)
  import Glibc
#endif

/// A mixed queue of recordings with known onsets: single shots, bursts, echoes louder than the shot, recordings without
/// one, and ten hours with forty shots.
struct AnnotatingQueue {
  struct Entry {
    let file: Path
    let onsets: [Int]
    let ignored: [Range<Int>]
  }

  private(set) var entries: [Entry] = []

  init(into folder: Path) throws {
    try FileSystem.makeFolder(folder)
    let mixed = Scenes.plan(minutes: 12, seed: 21)
    let range = Scenes.plan(minutes: 6, seed: 22, parameters: SceneParameters(setting: .range))
    for (number, plan) in (mixed + range).enumerated() {
      let scene = plan.render()
      let file = folder.appending("\(number).wav")
      let wav = WAV.bytes(pcm16: scene.samples, sampleRate: scene.sampleRate, channels: scene.channels)
      try FileSystem.writePlain(wav.bytes, to: file)
      let ignored = scene.ignored.map { $0.start..<$0.end }
      entries.append(Entry(file: file, onsets: scene.onsets.sorted(), ignored: ignored))
    }
    let single = entries.filter { $0.onsets.count == 1 && $0.ignored.isEmpty }
    entries.append(try AnnotatingQueue.tenHours(single, into: folder.appending("ten-hours.wav")))
  }

  /// Steady noise with forty stretches of other recordings that hold one shot each.
  private static func tenHours(_ single: [Entry], into file: Path) throws -> Entry {
    let length = 36_000 * Sampling.rate
    var random = RandomKey(seed: 23).generator()
    var noise = [Int16](repeating: 0, count: 60 * Sampling.rate)
    for index in noise.indices { noise[index] = Int16(max(-400, min(400, random.gaussian() * 30))) }
    guard let output = file.withCString({ fopen($0, "wb") }) else {
      throw FileError(file, operation: "making")
    }
    defer { fclose(output) }
    let header = WAV.bytes(pcm16: [], sampleRate: Sampling.rate).bytes
    func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, output) } }
    func little(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    write(Array(header.prefix(4)) + little(36 + 2 * length) + Array(header[8..<40]) + little(2 * length))
    var onsets: [Int] = []
    for minute in 0..<600 {
      var block = noise
      if minute % 15 == 7, !single.isEmpty {
        let entry = single[onsets.count % single.count]
        let place = random.below(30) * Sampling.rate
        let sound = try ResampledRecording(entry.file)
        let samples = try sound.samples(0..<min(sound.length, 20 * Sampling.rate))
        guard let onset = entry.onsets.first, onset < samples.count else { continue }
        for (index, sample) in samples.enumerated() {
          block[place + index] = Int16(
            max(-32_768, min(32_767, Float(block[place + index]) + sample * 32_767)))
        }
        onsets.append(minute * block.count + place + onset)
      }
      block.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, output) }
    }
    return Entry(file: file, onsets: onsets, ignored: [])
  }
}
