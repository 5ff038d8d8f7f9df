import Basis

/// A forest as one file of C99 for a microcontroller: constant tables and three functions, without heap or library.
///
/// For values that are finite, and where `double` is IEEE 754's of 64 bits, the probabilities are those of
/// `Forest.probabilities`, rounded to `float`, and the class is that of `Forest.predict`: the leaves hold the same
/// doubles, and they are added up in the same order. Where `double` has 32 bits, each leaf, each sum and the mean are
/// rounded by at most 2⁻²⁴ of a value that is at most 1, or a sum of as many as there are trees: so the mean is off by
/// at most (trees + 2) · 2⁻²⁴.
package struct ForestSource: Sendable {
  /// What stands in front of every name, made of the file's name.
  package let name: String
  private let tables: ForestSourceTables
  private let labels: [[UInt8]]
  private let notes: [(String, [UInt8])]

  /// - Parameters:
  ///   - name: the file's name without its extension, any bytes.
  ///   - labels: one for each class, any bytes but zeros.
  ///   - notes: titles and what is said under them in the comment at the top.
  package init(_ forest: Forest, name: [UInt8], labels: [[UInt8]], notes: [(String, [UInt8])]) {
    self.name = CText.identifier(name, prefix: "forest")
    tables = ForestSourceTables(forest)
    self.labels = (0..<forest.classCount).map { labels.indices.contains($0) ? labels[$0] : [] }
    self.notes = notes
  }

  /// Bytes of all constant tables but for the labels' names.
  package var tableBytes: Int { tables.bytes }
  /// Places where trees divide.
  package var splitCount: Int { tables.splitCount }

  /// Bytes of the tables of a forest's first trees; more trees never take fewer.
  package static func tableBytes(_ forest: Forest, trees: Int) -> Int {
    ForestSourceTables(forest, trees: trees).bytes
  }

  /// A number of bytes that the tables of so many trees and nodes never stay below.
  package static func leastBytes(trees: Int, nodes: Int) -> Int {
    ForestSourceTables.leastBytes(trees: trees, nodes: nodes)
  }

  /// The file.
  package var text: String {
    [header, declarations, tableTexts, walk, tables.classCount == 2 ? twoClasses : manyClasses, classify]
      .joined(separator: "\n")
  }

  private var header: String {
    var lines = ["/* \(name): a random forest in C99, without heap or library.", " *"]
    for (title, note) in notes { lines.append(" * \(CText.comment(title.utf8)): \(CText.comment(note))") }
    for (index, label) in labels.enumerated() { lines.append(" * Class \(index): \(CText.comment(label))") }
    lines.append(" * Trees: \(tables.treeCount), with \(tables.splitCount) splits in all")
    lines.append(" * Bytes of constant tables: \(tables.bytes), besides the names of the labels")
    for table in tables.tables {
      lines.append(" *   \(table.name): \(table.count) of \(table.type), \(table.bytes) bytes")
    }
    lines.append(" * Bytes of memory: none but a stack with \(8 * tables.classCount) bytes of sums")
    lines += [
      " *",
      " * Features must be finite. Where double has 64 bits, the probabilities are those of the model rounded",
      " * to float, and the class is the model's: the likeliest, the lowest of equals. Where it has 32 bits, each",
      " * probability is off by at most \(tables.treeCount + 2) / 16777216.", " *",
      " * To use it from another file, copy the declarations below into that one. */", "",
    ]
    return lines.joined(separator: "\n")
  }

  private var macros: (features: String, classes: String) {
    (name.uppercased() + "_FEATURES", name.uppercased() + "_CLASSES")
  }

  private var declarations: String {
    """
    #include <stdint.h>

    #define \(macros.features) \(tables.columns)
    #define \(macros.classes) \(tables.classCount)

    extern const char *const \(name)_labels[\(macros.classes)];
    /* The probability of each class, in the order of the labels. */
    \(predict);
    /* The likeliest class, counted from 0. */
    int \(name)_classify(const float features[\(macros.features)]);

    """
  }

  private var predict: String {
    "void \(name)_predict(const float features[\(macros.features)], float probabilities[\(macros.classes)])"
  }

  private var tableTexts: String {
    let values = [
      "tree_start": tables.treeStarts.map { "\($0)" }, "feature": tables.feature.map { "\($0)" },
      "threshold": tables.threshold.map { CText.literal($0) }, "left": tables.left.map { "\($0)" },
      "right": tables.right.map { "\($0)" }, "leaf": tables.distributions.map { CText.literal($0) },
    ]
    let comments = [
      "tree_start": "The first split of each tree, then the number of all.",
      "feature": "The feature that a split asks.", "threshold": "The highest value that goes left.",
      "left": "What comes next: a split of the tree, or its number of splits and a leaf's.",
      "right": "The same for what goes right.",
      "leaf": tables.classCount == 2
        ? "The probability of the second class." : "The probabilities of the classes, leaf by leaf.",
    ]
    let constants = tables.tables.map { table in
      "/* \(comments[table.name] ?? "") */\nstatic const \(table.type) \(name)_\(table.name)[\(table.count)] = {\n"
        + CText.lines(values[table.name] ?? []) + "};\n"
    }
    let names =
      "const char *const \(name)_labels[\(macros.classes)] = {\n"
      + labels.map { "  " + CText.string($0) + ",\n" }.joined() + "};\n"
    return ([names] + constants).joined(separator: "\n")
  }

  private var walk: String {
    """
    /* The leaf that the features come to in a tree. */
    static uint32_t \(name)_walk(const float *features, uint32_t tree) {
      const uint32_t first = \(name)_tree_start[tree];
      const uint32_t splits = (uint32_t)\(name)_tree_start[tree + 1] - first;
      uint32_t next = 0;
      do {
        const uint32_t at = first + next;
        next = features[\(name)_feature[at]] <= \(name)_threshold[at] ? \(name)_left[at] : \(name)_right[at];
      } while (next < splits);
      return next - splits;
    }

    """
  }

  private var twoClasses: String {
    """
    static void \(name)_sum(const float *features, double *means) {
      double second = 0.0;
      uint32_t tree;
      for (tree = 0; tree < \(tables.treeCount); tree++) second += \(name)_leaf[\(name)_walk(features, tree)];
      means[1] = second / \(tables.treeCount).0;
      means[0] = 1.0 - means[1];
    }

    """
  }

  private var manyClasses: String {
    """
    static void \(name)_sum(const float *features, double *means) {
      uint32_t tree, label;
      for (label = 0; label < \(macros.classes); label++) means[label] = 0.0;
      for (tree = 0; tree < \(tables.treeCount); tree++) {
        const double *leaf = \(name)_leaf + \(macros.classes) * \(name)_walk(features, tree);
        for (label = 0; label < \(macros.classes); label++) means[label] += leaf[label];
      }
      for (label = 0; label < \(macros.classes); label++) means[label] /= \(tables.treeCount).0;
    }

    """
  }

  private var classify: String {
    """
    \(predict) {
      double means[\(macros.classes)];
      int label;
      \(name)_sum(features, means);
      for (label = 0; label < \(macros.classes); label++) probabilities[label] = (float)means[label];
    }

    int \(name)_classify(const float features[\(macros.features)]) {
      double means[\(macros.classes)];
      int label, best = 0;
      \(name)_sum(features, means);
      for (label = 1; label < \(macros.classes); label++) {
        if (means[label] > means[best]) best = label;
      }
      return best;
    }

    """
  }
}
