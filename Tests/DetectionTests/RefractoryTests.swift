import Basis
import Detection
import Testing

@Suite("One detection within the refractory time")
struct RefractoryTests {
  private func drawn(_ seed: Int) -> [Detection] {
    var generator = RandomKey(seed: UInt64(seed)).adding("refractory").generator()
    var offset = 0
    return (0..<200).map { _ in
      offset += generator.integer(in: 0...(generator.below(4) == 0 ? 3000 : 500))
      // Few different scores, so that some are equal.
      let score = Double(generator.below(8)) / 8
      return Detection(offset: offset, score: score, probability: 1, proposal: 1)
    }
  }

  private func left(_ detections: [Detection], time: Int, settling: Bool) -> [Detection] {
    var refractory = Refractory(time: time)
    var kept: [Detection] = []
    for detection in detections {
      if settling { kept += refractory.settle(before: detection.offset) }
      kept += refractory.append(detection)
    }
    return kept + refractory.finish()
  }

  @Test("the surest are left, none too near to another, as if all were known at once", arguments: 0..<40)
  func surest(seed: Int) {
    let all = drawn(seed)
    let kept = left(all, time: 480, settling: seed % 2 == 0)
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $1.offset - $0.offset >= 480 })
    for detection in all where !kept.contains(detection) {
      #expect(kept.contains { abs($0.offset - detection.offset) < 480 })
    }
    #expect(left(all, time: 480, settling: seed % 2 == 1) == kept)
    // Rows of less than a second: then this is what sorting all of them by score does.
    var naive: [Detection] = []
    for index in all.indices.sorted(by: { (-all[$0].score, $0) < (-all[$1].score, $1) }) {
      if naive.allSatisfy({ abs($0.offset - all[index].offset) >= 60 }) { naive.append(all[index]) }
    }
    #expect(left(all, time: 60, settling: true) == naive.sorted { $0.offset < $1.offset })
  }

  @Test("what is told at one threshold is what of a lower one's reaches it", arguments: 0..<20)
  func thresholds(seed: Int) {
    let all = drawn(seed)
    let some = left(all.filter { $0.score >= 0.5 }, time: 60, settling: false)
    #expect(left(all, time: 60, settling: false).filter { $0.score >= 0.5 } == some)
  }

  @Test("a row without end is settled after a second, and a sure one is not followed by another too soon")
  func endless() {
    var refractory = Refractory(time: 480)
    var kept: [Detection] = []
    for index in 0..<1000 {
      let detection = Detection(offset: index * 100, score: 0.5, probability: 1, proposal: 1)
      kept += refractory.append(detection)
      // At most a second waits.
      #expect((kept.last?.offset ?? 0) >= index * 100 - 16_700)
    }
    kept += refractory.finish()
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $1.offset - $0.offset >= 480 })
    #expect(kept.count > 150)
  }
}
