import Audio
import Basis
import Files
import Synthesis
import TestSupport

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
    // Single shots, a third of them with an echo louder than they are.
    let range = Scenes.plan(minutes: 6, seed: 22, parameters: SceneParameters(setting: .range))
    let empty = Scenes.plan(minutes: 6, seed: 21).filter { $0.onsets.isEmpty && $0.ignored.isEmpty }
    for plan in range + empty {
      let scene = plan.render()
      let wav = WAV.bytes(pcm16: scene.samples, sampleRate: scene.sampleRate, channels: scene.channels)
      let ignored = scene.ignored.map { $0.start..<$0.end }
      try add(wav.bytes, scene.onsets.sorted(), ignored, to: folder)
    }
    for number in 0..<24 {
      let burst = FiredRounds.burst(
        rate: Double(8 + number % 13), rounds: 3 + number % 9, snrDB: 25 + Double(number),
        key: RandomKey(seed: 24).adding(number))
      try add(WAV.bytes(pcm16: burst.samples).bytes, burst.onsets, [], to: folder)
    }
    entries.append(try AnnotatingQueue.tenHours(into: folder.appending("ten-hours.wav")))
  }

  private mutating func add(
    _ wav: [UInt8], _ onsets: [Int], _ ignored: [Range<Int>], to folder: Path
  ) throws {
    let file = folder.appending("\(entries.count).wav")
    try FileSystem.writePlain(wav, to: file)
    entries.append(Entry(file: file, onsets: onsets, ignored: ignored))
  }

  /// Steady noise with a shot every quarter of an hour.
  private static func tenHours(into file: Path) throws -> Entry {
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
      if minute % 15 == 7 {
        let place = random.below(30 * Sampling.rate)
        let shot = FiredRounds(
          onsets: [8000], length: 32_000, snrDB: 40, key: RandomKey(seed: 25).adding(minute))
        for (index, sample) in shot.samples.enumerated() {
          let mixed = Float(block[place + index]) + sample * 16_000
          block[place + index] = Int16(max(-32_768, min(32_767, mixed)))
        }
        onsets.append(minute * block.count + place + 8000)
      }
      block.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, output) }
    }
    return Entry(file: file, onsets: onsets, ignored: [])
  }
}
