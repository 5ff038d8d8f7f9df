import Basis
import Files

/// Sounds before and after, many to a page: waveforms one above the other, log-mel images beside each other, what was
/// drawn for them beneath. All images of a sheet share one scale.
public struct ContactSheet: Sendable {
  /// One sound before and after.
  public struct Entry: Sendable {
    /// The file's name; cut in its middle where it is too long.
    public var title: String
    /// Label, split, and whatever else is worth a line.
    public var subtitle: String
    /// As it was.
    public var before: SoundView
    /// As it became.
    public var after: SoundView
    /// What was drawn, one step each: `gaussian_noise snr_db 12.3 seed 42`. Long ones are wrapped, many cut short.
    public var captions: [String]

    /// An entry.
    public init(
      title: String, subtitle: String = "", before: SoundView, after: SoundView, captions: [String] = []
    ) {
      (self.title, self.subtitle, self.captions) = (title, subtitle, captions)
      (self.before, self.after) = (before, after)
    }
  }

  /// What stands above it: the recipe's name.
  public var title: String
  /// In the order of reading.
  public var entries: [Entry]
  /// How many beside each other, 1 to 6.
  public let columns: Int
  /// dB of the darkest and of the brightest colour.
  public let scale: ClosedRange<Double>

  /// Entries on one page at most.
  public static let entriesPerPage = 24

  /// - Parameters:
  ///   - columns: 1 to 6; default 4.
  ///   - scale: by default what holds all images, 80 dB at most.
  public init(title: String, entries: [Entry], columns: Int = 4, scale: ClosedRange<Double>? = nil) {
    (self.title, self.entries) = (title, entries)
    self.columns = min(max(columns, 1), 6)
    let images = entries.flatMap { [$0.before.image, $0.after.image] }.compactMap { $0 }
    self.scale = scale ?? LogMelView.scale(of: images)
  }

  /// How many pages; none without entries.
  public var pageCount: Int {
    (entries.count + ContactSheet.entriesPerPage - 1) / ContactSheet.entriesPerPage
  }

  /// One page, counted from 0, as a PNG. The same sheet gives the same bytes. Throws `ReportError`.
  public func page(_ index: Int) throws -> [UInt8] {
    guard (0..<pageCount).contains(index) else {
      throw ReportError.noSuchPage(index, pages: pageCount)
    }
    let onPage = entries.dropFirst(index * ContactSheet.entriesPerPage).prefix(ContactSheet.entriesPerPage)
    return try ContactSheetPage(sheet: self, entries: Array(onPage), number: index + 1).canvas().png()
  }

  /// Writes all pages into a folder that exists: `sheet-1.png`, `sheet-2.png`, … Pages with higher numbers that an
  /// earlier, longer sheet left there stay. Returns what was written.
  ///
  /// Throws `ReportError` and `FileError`; the pages before the one that failed are written by then.
  @discardableResult
  public func write(into folder: Path) throws -> [Path] {
    try (0..<pageCount).map { index in
      let path = folder.appending("sheet-\(index + 1).png")
      try AtomicFile.write(page(index), to: path)
      return path
    }
  }
}
