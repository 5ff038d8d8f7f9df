import Augmentation
import Basis
import Files
import Testing

@Suite("Reading recipes")
struct RecipeReadingTests {
  private static func read(_ text: String) throws -> Recipe {
    try Recipe(bytes: Array(text.utf8), name: "Augment/mine.json")
  }

  @Test("a recipe is what it says")
  func whole() throws {
    let recipe = try Self.read(
      """
      {"about": "For me.", "copies": 3, "share": 0.5, "labels": ["GUN"], "balance": true, "levels": "matched",
       "steps": [{"transform": "gain", "gain_db": [-6, 3], "probability": 0.25},
                 {"one_of": [{"transform": "polarity", "weight": 2}, {"sequence": [{"transform": "level"}]}]}]}
      """)
    #expect(recipe.name == "mine" && recipe.about == "For me." && recipe.copies == 3 && recipe.share == 0.5)
    #expect(recipe.labels == ["GUN"] && recipe.balancesLabels && recipe.matchesLevels)
    #expect(
      recipe.steps == [
        RecipeStep(.transform(Gain.self, Settings(["gain_db": .range(-6...3)])), probability: 0.25),
        RecipeStep(
          .oneOf([
            .init(weight: 2, step: RecipeStep(.transform(Polarity.self, Settings()))),
            .init(step: RecipeStep(.sequence([RecipeStep(.transform(Level.self, Settings()))]))),
          ])),
      ])
  }

  @Test(
    "what is misspelt or impossible is named with line, column, and what is allowed",
    arguments: [
      (#"{"steps": [{"transform": "gane"}]}"#, "there is no transform", "gain, level", 26),
      (#"{"steps": [{"transform": "gain", "db": 3}]}"#, "gain has no 'db'", "gain_db", 34),
      (#"{"steps": [{"transform": "gain", "gain_db": 99}]}"#, "cannot be 99", "-120 to 60", 45),
      (#"{"steps": [{"transform": "gain", "gain_db": [3, -3]}]}"#, "ends before it begins", "least", 45),
      (#"{"steps": [{"transform": "gain", "gain_db": [1, 2, 3]}]}"#, "cannot be", "[least, most]", 45),
      (#"{"steps": [{"transform": "frame_mask", "fill": "zero"}]}"#, "cannot be", "minimum, mean", 48),
      (#"{"steps": [{"transform": "frame_mask", "count": 1.5}]}"#, "cannot be 1.5", "whole number", 49),
      (#"{"steps": [{"transform": "gain", "probability": 2}]}"#, "'probability' cannot be 2", "0 to 1", 49),
      (#"{"steps": []}"#, "has no steps", "add one", 11),
      (#"{"copys": 2, "steps": [{"transform": "gain"}]}"#, "no 'copys'", "copies", 2),
      (#"{"copies": -1, "steps": [{"transform": "gain"}]}"#, "cannot be -1", "0 to 1000", 12),
      (#"{"steps": [{"gain_db": 3}]}"#, "says nothing to do", "one_of", 12),
      (#"{"steps": [{"transform": "gain", "one_of": []}]}"#, "two things", "one_of", 12),
      (#"{"steps": [{"one_of": []}]}"#, "nothing to choose from", "steps", 12),
      (#"[1]"#, "is no object", "steps", 1),
      (#"{"steps": 3}"#, "no list", "[", 11),
    ])
  func refused(text: String, what: String, remedy: String, column: Int) throws {
    let error = try #require(throws: FileError.self) { try Self.read(text) }
    #expect(error.what.contains(what), "\(error)")
    #expect(error.remedy.contains(remedy), "\(error)")
    #expect(error.place == "Augment/mine.json, line 1, column \(column)", "\(error)")
  }

  @Test("the ready recipes can be read, and say when to use them", arguments: ReadyRecipes.files)
  func ready(file: Path) throws {
    let recipe = try Recipe(reading: file)
    #expect(recipe.about.hasSuffix(".") && recipe.about.count > 40)
    #expect(!recipe.transforms.isEmpty)
  }

  @Test("any bytes give a recipe or an error, never a trap")
  func garbage() throws {
    let seeds = try ReadyRecipes.files.map { try FileSystem.read($0) }
    for number in 0..<400 {
      var generator = RandomKey(seed: 9).adding(number).generator()
      var bytes = seeds[number % seeds.count]
      for _ in 0..<generator.integer(in: 1...4) {
        bytes[generator.below(bytes.count)] = UInt8(generator.below(256))
      }
      do { _ = try Recipe(bytes: bytes, name: "x.json") } catch { #expect(error is FileError) }
    }
  }
}

/// The recipes in `Augment/`.
enum ReadyRecipes {
  static let folder = Path(#filePath).folder.folder.folder.appending("Augment")
  static let files: [Path] =
    ((try? FileSystem.files(below: folder) { $0.lowercasedExtension == "json" }) ?? []).sorted()
    .map { folder.appending($0) }
}
