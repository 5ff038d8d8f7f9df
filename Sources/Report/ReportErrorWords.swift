import Basis

extension ReportError: ThreePartError {
  /// What is wrong, with the figures that show it.
  public var what: String {
    switch self {
    case .size(let width, let height):
      "a picture of \(width) × \(height) pixels is not made: a side has 1 to \(Canvas.maximumSide) pixels, "
        + "the whole at most \(Canvas.maximumArea)"
    case .cairo(let reason): "the picture cannot be drawn: \(reason)"
    case .shape(let name, let count, let rows, let columns):
      "\(name) has \(count) values for \(rows) × \(columns) cells"
    case .tooManyLines(_, let rows, let columns):
      "\(rows) × \(columns) cells cannot be told apart: a heat map has 1 to \(HeatMap.maximumLines) rows and columns"
    case .noSuchPage(let page, let pages): "there is no page \(page): the contact sheet has \(pages), from 0"
    }
  }

  /// The picture.
  public var place: String {
    switch self {
    case .size, .cairo: "the picture"
    case .shape(let name, _, _, _): name
    case .tooManyLines(let title, _, _):
      title.isEmpty ? "heat map" : "heat map: \(LegibleText.cleaned(title))"
    case .noSuchPage: "contact sheet"
    }
  }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .size: "show fewer things, or fewer beside each other"
    case .cairo: "check that memory is left, and that fonts-dejavu-core is installed"
    case .shape: "give one value for each cell, row by row"
    case .tooManyLines: "show two parameters with fewer values each"
    case .noSuchPage(_, let pages): pages > 0 ? "ask for 0 to \(pages - 1)" : "give it something to show"
    }
  }
}
