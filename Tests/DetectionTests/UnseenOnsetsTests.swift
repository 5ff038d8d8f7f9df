import Basis
import Detection
import Testing

@Suite("What is told of recordings by judges that have not learnt from them")
struct UnseenOnsetsTests {
  @Test("Bangs of other recordings are found; where nothing is a shot there is no F")
  func found() throws {
    let taught = Bangs.taught(1...6)
    let unseen = try Bangs.training(jobs: 2).fit(taught).unseen
    #expect(unseen.found.count == taught.count)
    #expect(unseen.found.allSatisfy { zip($0, $0.dropFirst()).allSatisfy { $1 - $0 >= 480 } })
    let own = try #require(try unseen.f(of: taught, collection: 0))
    #expect(own.f > 0.8 && own.recordings == 6, "\(own)")
    #expect(try unseen.f(of: taught, collection: 1) == nil)
    #expect(try unseen.f(of: taught, collection: 7) == nil)
  }

  @Test("A recording whose own tags are wrong is judged by what the others teach")
  func wrong() throws {
    var taught = Bangs.taught(1...6)
    let truth = taught[0].onsets
    taught[0].onsets = truth.map { $0 + 2400 }
    taught[0].collection = 2
    let unseen = try Bangs.training(jobs: 2).fit(taught).unseen
    let own = try #require(try unseen.f(of: taught, collection: 2))
    #expect(own.f < 0.3 && own.recordings == 1, "\(own)")
    let right = truth.count { onset in unseen.found[0].contains { abs($0 - onset) <= 80 } }
    #expect(right * 2 > truth.count)
  }

  @Test("What is ignored does not count")
  func ignored() throws {
    var taught = Bangs.taught(1...6)
    // The tags of one half of a recording are missing, and that half is ignored.
    let half = taught[0].length / 2
    taught[0].onsets.removeAll { $0 >= half }
    taught[0].ignored = [half..<Int.max]
    taught[0].collection = 2
    let unseen = try Bangs.training(jobs: 2).fit(taught).unseen
    let own = try #require(try unseen.f(of: taught, collection: 2))
    #expect(own.f > 0.6 && unseen.found[0].allSatisfy { $0 < half }, "\(own) \(unseen.found[0])")
  }
}
