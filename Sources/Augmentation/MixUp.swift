import Acoustics
import Basis

/// Mixes the chunk with another one.
package struct MixUp: WaveformTransform {
  /// Which chunks may be partners.
  package enum Partners: String, CaseIterable, Sendable {
    /// Any.
    case any
    /// Those of other labels.
    case other
    /// Those of the same label.
    case same
  }

  /// How much of the chunk remains, in `0...1`.
  package var share = 0.7
  /// Which chunks may be partners.
  package var partners = Partners.any
  /// The partner's file below the set.
  package var partner: Path = ""
  /// The partner's label.
  package var partnerLabel = ""

  package init() {}

  package static let name = "mix_up"
  package static let summary = "Mixes the chunk with another one, and their labels likewise"
  package static let about = """
    Zhang et al. (mixup, 2018): share · chunk + (1 - share) · partner, and the labels with the same shares. The manifest
    keeps both parents and the label vector (`labels`); the label's column names the one with the larger share. The
    partner comes from the same split and fold. Trainers count such a copy for each label by its share.
    """
  package static let parameters: [Parameter<MixUp>] = [
    .number(
      "share", \.share, unit: "of the chunk", in: 0...1, standard: 0.5...0.95, "What remains of the chunk"),
    .choice("partners", \.partners, standard: .any, "Which chunks may be partners, by label"),
    .drawnPath("partner", \.partner, "The other parent"),
    .drawnText("partner_label", \.partnerLabel, "Its label"),
  ]

  /// Draws until a partner fits, a few times: sets whose chunks all have one label have none of another.
  package mutating func settle(
    _ settings: Settings, _ facts: ClipFacts, _ materials: some Materials, _ key: RandomKey
  ) -> Skip? {
    var generator = key.generator()
    for _ in 0..<64 where materials.partnerCount > 0 {
      let drawn = materials.partner(generator.below(materials.partnerCount))
      let isSame = drawn.label == facts.label
      guard partners == .any || (partners == .same) == isSame else { continue }
      (partner, partnerLabel) = (drawn.file, drawn.label)
      return nil
    }
    return Skip("there is no partner in its split and fold")
  }

  package func apply(to clip: inout Clip, _ materials: some Materials) throws -> Skip? {
    let other = try materials.samples(ofPartner: partner)
    clip.samples.withUnsafeMutableBufferPointer { samples in
      Mixing.scale(samples, by: Float(share))
      other.withUnsafeBufferPointer { Mixing.add($0, times: Float(1 - share), to: samples) }
    }
    clip.labels = clip.labels.map { LabelShare(label: $0.label, share: $0.share * share) }
    if let place = clip.labels.firstIndex(where: { $0.label == partnerLabel }) {
      clip.labels[place].share += 1 - share
    } else {
      clip.labels.append(LabelShare(label: partnerLabel, share: 1 - share))
    }
    return nil
  }
}
