import Basis
import ConvNet
import Detection
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Networks that hear shots in images")
struct ImageNetworksTests {
  /// Images of bangs, and of clicks.
  private static func images(_ seeds: ClosedRange<UInt64>) -> (bangs: [[UInt8]], clicks: [[UInt8]]) {
    var (bangs, clicks): ([[UInt8]], [[UInt8]]) = ([], [])
    for seed in seeds {
      let own = Bangs(seed: seed, seconds: 9)
      bangs += own.candidates.filter { one in own.onsets.contains { abs($0 - one.offset) <= 80 } }.map(
        \.image)
      clicks += Bangs.clicks(seed: seed).map(\.image)
    }
    return (bangs, clicks)
  }

  private static func network(seed: UInt64 = 5, steps: Int = 60) throws -> Network {
    let (bangs, clicks) = images(1...4)
    var training = ImageTraining()
    (training.seed, training.steps) = (seed, steps)
    return try training.fit(shots: [.init(bangs)], others: [.init(clicks)])
  }

  @Test("Bangs that were not learnt from are told from clicks")
  func told() throws {
    let networks = ImageNetworks([try Self.network(steps: 150)])
    let (bangs, clicks) = Self.images(20...22)
    #expect(bangs.count >= 12 && clicks.count >= 12)
    let (high, low) = (try networks.scores(bangs, jobs: 1), try networks.scores(clicks, jobs: 2))
    // Pairs in which the bang is the more likely shot.
    let right = high.reduce(0) { sum, bang in sum + low.count { $0 < bang } }
    #expect(Double(right) >= 0.95 * Double(high.count * low.count))
  }

  @Test("Two networks are asked for the mean of what they say, and any number of threads for the same")
  func mean() throws {
    let (one, other) = (try Self.network(steps: 12), try Self.network(seed: 6, steps: 12))
    let (bangs, _) = Self.images(20...20)
    func logits(_ networks: [Network], jobs: Int = 1) throws -> [Double] {
      try ImageNetworks(networks).scores(bangs, jobs: jobs).map { log($0 / (1 - $0)) }
    }
    let (first, second, both) = (try logits([one]), try logits([other]), try logits([one, other]))
    // The second looks from the second start: what it says there is what one more of it adds to what it says alone.
    let later = zip(try logits([other, other]), second).map { 2 * $0 - $1 }
    for index in bangs.indices { #expect(abs(both[index] - (first[index] + later[index]) / 2) < 1e-4) }
    #expect(first != second && second != later)
    #expect(try logits([one, other], jobs: 2) == both)
  }

  @Test("The same seed gives the same network, another seed another")
  func seeds() throws {
    #expect(try Self.network(steps: 4) == Self.network(steps: 4))
    #expect(try Self.network(steps: 4) != Self.network(seed: 6, steps: 4))
  }

  @Test("No image has no score")
  func nothing() throws {
    #expect(try ImageNetworks([Self.network(steps: 1)]).scores([], jobs: 1).isEmpty)
  }

  @Test("Images are drawn from the kinds in turns, each altered, none beyond its range")
  func drawing() {
    let (bangs, clicks) = Self.images(1...1)
    var drawing = ImageDrawing(kinds: [[.init(clicks)], [.init(bangs)]], seed: 3)
    let size = CandidateImage.height * CandidateImage.width
    let images = drawing.images(8)
    #expect(images.count == 8 * size)
    #expect(images.allSatisfy { (-1.5...2).contains($0) })
    let each = (0..<8).map { Array(images[$0 * size..<($0 + 1) * size]) }
    #expect(Set(each).count == 8)
    // Bangs stand out; clicks lie above the bands, where nothing stands out from the noise.
    let loud = each.map { image in image.prefix(size / 2).count { $0 > 0.5 } }
    #expect(loud[1] + loud[3] + loud[5] + loud[7] < loud[0] + loud[2] + loud[4] + loud[6])
  }

  @Test("Of a kind without images silence is drawn, never what was drawn of the other")
  func empty() {
    let size = CandidateImage.height * CandidateImage.width
    let silence = (0..<size).map { $0 < size / 2 ? Float(1.5) : -0.5 }
    var drawing = ImageDrawing(kinds: [[], [.init(Self.images(1...1).bangs)]], seed: 1)
    let images = drawing.images(8)
    for image in 0..<8 {
      let own = Array(images[image * size..<(image + 1) * size])
      #expect((own == silence) == (image % 2 == 0))
    }
  }

  @Test("A network has the weights that its description tells of")
  func weights() {
    #expect(ImageNetworks.description.parameterCount(width: CandidateImage.width) == 8506)
  }

  @Test("An image does not change with the recording's gain but for the steps of its bytes")
  func gain() {
    let bangs = Bangs(seed: 81, seconds: 4)
    let quiet = Bangs.candidates(of: bangs.samples.map { $0 * 0.25 })
    for onset in bangs.onsets {
      let pair = [quiet, bangs.candidates].map { found in
        found.min { abs($0.offset - onset) < abs($1.offset - onset) }
      }
      guard let one = pair[0], let other = pair[1], one.offset == other.offset else {
        Issue.record("the bang at \(onset) is not found in both")
        continue
      }
      // A quarter is 12.04 dB, 24 steps of half a decibel; what is silent stays at 0.
      var steps: [Int] = []
      for (low, high) in zip(one.image, other.image) where low > 12 { steps.append(Int(high) - Int(low)) }
      #expect(!steps.isEmpty && steps.allSatisfy { step in step >= 22 && step <= 26 })
    }
  }
}
