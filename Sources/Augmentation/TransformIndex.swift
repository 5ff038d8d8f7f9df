/// The page that lists all transforms and the ready recipes.
package enum TransformIndex {
  /// Markdown: what a recipe looks like, a line for each transform with a link to its page, and one for each recipe.
  package static func markdown(_ recipes: [Recipe]) -> String {
    [
      "# Augmentation", introduction, "    " + example.split(separator: "\n").joined(separator: "\n    "),
      rules,
      "## Transforms of the sound", table(Transforms.waveform), "## Transforms of the log-mel image",
      imageNote, table(Transforms.image), "## Ready recipes", beginning, list(recipes),
    ].joined(separator: "\n\n") + "\n"
  }

  private static let introduction = """
    A recipe says what is done to the chunks of a set's training split. It is a JSON file; `shotmark augment SET RECIPE
    --into SET` makes the copies, and `train --recipe` makes them as it goes.
    """

  /// A recipe that shows every part there is.
  package static let example = """
    {
      "about": "When to use it, in a sentence.",
      "copies": 2,
      "share": 1,
      "labels": ["GUN"],
      "balance": false,
      "levels": "kept",
      "steps": [
        {"transform": "time_shift", "samples": [-1024, 1024]},
        {"one_of": [
          {"weight": 2, "transform": "gaussian_noise", "snr_db": [10, 40]},
          {"transform": "colored_noise"}
        ], "probability": 0.5},
        {"sequence": [
          {"transform": "distance", "metres": [50, 400]},
          {"transform": "street"}
        ], "probability": 0.3}
      ]
    }
    """

  private static let rules = """
    Steps are done in their order. A number is taken as it is, `[least, most]` is drawn from, and what is left out has its
    default. `probability` (1 unless given) says how often a step is done; `one_of` takes one of its steps by `weight` (1
    unless given), `sequence` all of them or none. `copies` (1) are made of each chunk that `share` (1) chooses, of `labels`
    alone where they are named. `"balance": true` gives the rarer labels more copies, until all have as many.
    `"levels": "matched"` brings copies to levels that tell nothing about the label. What is misspelt is refused, with its
    line and column.
    """

  private static let imageNote = """
    These cannot live in a WAV file: the manifest keeps what was drawn, and `features` and the trainers apply it.
    """

  private static func table(_ types: [any Transform.Type]) -> String {
    (["| name | what it does |", "| --- | --- |"]
      + types.map { "| [\($0.name)](\($0.name).md) | \($0.summary) |" }).joined(separator: "\n")
  }

  private static func list(_ recipes: [Recipe]) -> String {
    (["| recipe | when to use it |", "| --- | --- |"]
      + recipes.map { "| [\($0.name)](../../Augment/\($0.name).json) | \($0.about) |" }).joined(
        separator: "\n")
  }

  /// Which recipe to begin with, by what was measured.
  private static let beginning = """
    Begin with `indoor`, unless you know better. Of forests trained on close recordings it made the best ones for other
    people's sensors, chosen on some sources and judged on others (Benchmarks/RESULTS.md has all figures, also where
    a recipe hurts): the AUC rose from 0.50 to 0.80, with levels matched from 0.35 to 0.76. `sensor` is as good as tied
    with it (0.82 and 0.70).
    """
}
