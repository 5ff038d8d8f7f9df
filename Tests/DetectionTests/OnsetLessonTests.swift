import Basis
import Detection
import Files
import TestSupport
import Testing

@Suite("What recordings teach about onsets")
struct OnsetLessonTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["a.wav", "b.wav", "c.wav"] { try folder.write("-", as: Path(name)) }
    try folder.write("a.wav,1000\nc.wav,700\nd.wav,1\n", as: "Annotations/GUN.csv")
    try folder.write("a.wav,9000\nb.wav,5000\n", as: "Annotations/ENV.csv")
    try folder.write("path,start,end,how\nc.wav,0,2000,seen\n", as: "Annotations/reviewed.csv")
  }

  private func labelled(isInWork: Bool) throws -> (lessons: [OnsetLesson], missing: [Path]) {
    try OnsetLesson.labelled(
      in: folder.path, tags: folder.path.appending("Annotations"), label: "GUN", isInWork: isInWork)
  }

  private func isIgnored(_ place: Int, _ lesson: OnsetLesson) -> Bool {
    lesson.ignored.contains { $0.contains(place) }
  }

  @Test(
    "Where nothing was reviewed, a tagged recording is labelled as a whole, unless somebody is still at work")
  func whole() throws {
    try FileSystem.remove(folder.path.appending("Annotations/reviewed.csv"))
    let (lessons, missing) = try labelled(isInWork: false)
    #expect(lessons.map(\.file.name) == ["a.wav", "c.wav"] && missing.map(\.name) == ["d.wav"])
    #expect(lessons.map(\.onsets) == [[1000], [700]] && lessons.allSatisfy { $0.ignored.isEmpty })
    let partly = try labelled(isInWork: true).lessons
    try #require(partly.map(\.onsets) == [[1000], [], [700]])
    #expect(partly.allSatisfy { isIgnored(1999, $0) } && !isIgnored(1000, partly[0]))
  }

  @Test(
    "Where anything was reviewed, only tags of the others are learnt from, and what was refused is no shot",
    arguments: [false, true])
  func partial(isInWork: Bool) throws {
    let lessons = try labelled(isInWork: isInWork).lessons
    #expect(lessons.map(\.file.name) == ["a.wav", "b.wav", "c.wav"])
    try #require(lessons.map(\.onsets) == [[1000], [], [700]])
    #expect(lessons.map(\.lesson) == [.onsets, .others, .onsets])
    for (place, isLearnt) in [
      (0, false), (900, false), (920, true), (1080, true), (1081, false), (9000, true),
    ] {
      #expect(isIgnored(place, lessons[0]) != isLearnt, "\(place)")
    }
    #expect(isIgnored(4919, lessons[1]) && !isIgnored(5000, lessons[1]) && isIgnored(6000, lessons[1]))
    // What was reviewed is labelled as a whole here, too.
    #expect(!isIgnored(1999, lessons[2]) && isIgnored(2000, lessons[2]))
  }

  @Test("A folder without a recording is named")
  func none() throws {
    #expect {
      try OnsetLesson.all(of: folder.path.appending("Annotations"), .others)
    } throws: { error in
      (error as? any ThreePartError)?.place.contains("Annotations") == true
    }
    #expect(try OnsetLesson.all(of: folder.path, .loudest).map(\.file.name) == ["a.wav", "b.wav", "c.wav"])
  }
}
