import Augmentation
import Basis
import CCairo
import Files
import Report
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Pages of the documentation")
struct PagesTests {
  private static let package = Path(#filePath).folder.folder.folder
  private static let folder = package.appending("Documentation/augmentation")
  private static let isRecording = getenv("SHOTMARK_RECORD").map { String(cString: $0) } == "1"
  private static let shown = Dictionary(
    uniqueKeysWithValues: PagePictures.steps.compactMap { step, subject in
      Transforms.all.first { step.hasPrefix("{\"transform\": \"\($0.name)\"") }.map {
        ($0.name, (step, subject))
      }
    })

  /// With SHOTMARK_RECORD=1 files are written anew, and the tests fail, so that this is never taken for passing.
  private static func expect(_ text: String, _ name: Path) throws {
    let file = folder.appending(name)
    if isRecording {
      try FileSystem.makeFolder(folder)
      try AtomicFile.write(Array(text.utf8), to: file)
      Issue.record("recorded \(name)")
      return
    }
    let kept = String(decoding: try FileSystem.read(file), as: UTF8.self)
    #expect(text == kept, "\(name) differs (SHOTMARK_RECORD=1 records it anew)")
  }

  @Test("each transform's page is what its table says", arguments: Transforms.all.map { $0.name })
  func page(name: String) throws {
    let type = try #require(Transforms.named(name))
    let step = try #require(Self.shown[name]?.0)
    try Self.expect(TransformPage.markdown(type, picture: step), Path(name + ".md"))
  }

  /// Fonts differ from one machine to the next, and so do bytes.
  @Test(
    "each transform has a picture of at most 15 kB that shows a difference",
    arguments: Transforms.all.map { $0.name })
  func picture(name: String) throws {
    let (step, subject) = try #require(Self.shown[name])
    let picture = try PagePictures.picture(step, subject)
    switch subject {
    case .waveform: #expect(picture.before.samples != picture.after.samples)
    case .logMel: #expect(picture.before.image != picture.after.image)
    }
    let file = Self.folder.appending(Path(name + ".png"))
    if Self.isRecording { try picture.writePNG(to: file) }
    #expect(try FileSystem.read(file).count <= 15_000)
    let surface = file.withCString { cairo_image_surface_create_from_png($0) }
    defer { cairo_surface_destroy(surface) }
    #expect(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
    #expect(cairo_image_surface_get_width(surface) == Int32(TransformPicture.width))
    #expect(cairo_image_surface_get_height(surface) == Int32(TransformPicture.height))
  }

  @Test("the index lists every transform and every ready recipe")
  func index() throws {
    let files = try FileSystem.files(below: Self.package.appending("Augment")).sorted()
    let recipes = try files.filter { $0.description.hasSuffix(".json") }
      .map { try Recipe(reading: Self.package.appending("Augment").appending($0)) }
    #expect(recipes.count >= 10 && recipes.allSatisfy { !$0.about.isEmpty })
    try Self.expect(TransformIndex.markdown(recipes), "README.md")
  }

  @Test("the recipe that the index shows can be read, and shows every key")
  func example() throws {
    let recipe = try Recipe(bytes: Array(TransformIndex.example.utf8), name: "example.json")
    #expect(recipe.steps.count == 3 && recipe.copies == 2 && recipe.labels == ["GUN"])
  }

  @Test("the step on each page can be read, and nothing else lies in the folder")
  func complete() throws {
    let names = Transforms.all.flatMap { ["\($0.name).md", "\($0.name).png"] } + ["README.md"]
    #expect(try FileSystem.files(below: Self.folder).map(\.description).sorted() == names.sorted())
    for type in Transforms.all {
      let line = TransformPage.markdown(type).split(separator: "\n").last ?? ""
      _ = try Recipe(bytes: Array("{\"steps\": [\(line)]}".utf8), name: "page.json")
    }
  }
}
