import Basis

/// A transform with its settings, ready to be drawn many times.
protocol PreparedStep: Sendable {
  func drawn(_ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey) -> DrawnStep
}

/// What does not depend on the chunk is in `base` already; the rest is drawn parameter by parameter.
struct PreparedTransform<Kind: Transform>: PreparedStep {
  private struct Random: Sendable {
    var draw: @Sendable (inout Kind, Setting, RandomKey) -> Void
    var setting: Setting
    /// Names the parameter in keys. A name each: a new parameter changes nothing of what is drawn for the others.
    var name: UInt64
  }

  private let base: Kind
  private let random: [Random]
  private let settings: Settings

  init(_ type: Kind.Type, _ given: Settings) {
    var (base, random, settings) = (Kind(), [Random](), given)
    for parameter in Kind.parameters {
      let description = parameter.description
      let setting = given[description.name] ?? description.standard ?? .flag(false)
      settings[description.name] = setting
      guard let draw = parameter.draw else { continue }
      if description.isSettable, setting.isConstant {
        draw(&base, setting, RandomKey(seed: 0))
      } else {
        random.append(Random(draw: draw, setting: setting, name: RandomKey.name(description.name)))
      }
    }
    self.base = base
    self.random = random
    self.settings = settings
  }

  func drawn(_ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey) -> DrawnStep {
    var value = base
    for item in random { item.draw(&value, item.setting, key.adding(item.name)) }
    let skip = value.settle(settings, facts, materials, key.adding(settleName))
    return DrawnStep(value, skipped: skip)
  }
}

extension PreparedTransform where Kind: ImageTransform {
  /// Draws as `drawn` does, and changes the image.
  @inline(__always)
  func change(_ image: inout ImageRecipe.Image, _ key: RandomKey) {
    var value = base
    for item in random { item.draw(&value, item.setting, key.adding(item.name)) }
    value.change(&image.cells, settings, image.facts, key.adding(settleName))
  }
}

private let settleName = RandomKey.name("settle")

extension Transform {
  static func prepared(_ settings: Settings) -> any PreparedStep { PreparedTransform(Self.self, settings) }
}

extension Setting {
  /// Whether every draw gives the same.
  fileprivate var isConstant: Bool {
    if case .range(let range) = self { range.lowerBound == range.upperBound } else { true }
  }
}

extension RandomKey {
  /// A name as one number, for keys that are made often.
  static func name(_ text: String) -> UInt64 { RandomKey(seed: 0).adding(text).value }
}
