import Screen

/// Where everything stands on a screen of a size, from 40 × 10 to whatever there is.
package struct Layout: Equatable, Sendable {
  /// The recording's number and name.
  package var title: Rect
  /// The whole recording.
  package var overview: Rect
  /// The viewport's time.
  package var ruler: Rect
  /// The labels of marks and the scores of proposals; the ruler's row where there is no room for one of their own.
  package var flags: Rect
  /// The viewport's waveform.
  package var waveform: Rect
  /// ±32 ms around the cursor, right of the waveform.
  package var loupe: Rect
  /// The viewport's spectrogram; no rows where there is no room.
  package var spectrogram: Rect
  /// Where the cursor is, and what was just done: one row or two.
  package var status: Rect
  /// The most important keys; no rows where there is no room.
  package var footer: Rect

  /// Rows and columns below which nothing but a note is shown.
  package static let least = Size(columns: 40, rows: 10)

  package init(_ size: Size) {
    var rest = Rect(size)
    title = rest.takeTop(1)
    footer = rest.takeBottom(size.rows >= 16 ? 1 : 0)
    status = rest.takeBottom(size.rows >= 12 ? 2 : 1)
    overview = rest.takeTop(size.rows >= 40 ? 4 : size.rows >= 24 ? 3 : size.rows >= 18 ? 2 : 1)
    // The loupe keeps its columns from the ruler down to the status line: more rows show more of small sounds.
    loupe = rest.takeRight(min(48, max(12, size.columns / 4)))
    ruler = rest.takeTop(1)
    flags = size.rows >= 14 ? rest.takeTop(1) : ruler
    spectrogram = rest.takeBottom(size.rows >= 12 ? rest.rows * 2 / 5 : rest.rows >= 5 ? 2 : 0)
    waveform = rest
  }

  /// Whether there is room for anything at all.
  package static func fits(_ size: Size) -> Bool {
    size.columns >= least.columns && size.rows >= least.rows
  }
}
