import Annotation
import Basis
import Files
import TestSupport
import Testing

@Suite("Other tools' label files")
struct LabelFormatTests {
  /// Labels of several recordings, of any names and offsets; as the format names none, of a single one.
  static func drawn(_ format: LabelFormat, _ number: Int) -> ForeignLabels {
    var drawn = DrawnAnnotations(format.rawValue, number)
    var labels = ["GUN", "far shots", "a,b", "say \"bang\"", "é🔫", "ENV\u{301}"]
    if format == .tags { labels = ["GUN"] }
    let recordings = (0..<(format.isPerRecording ? 1 : drawn.generator.below(5))).map { index in
      let count = drawn.generator.below(6)
      let marks = (0..<count).map { _ -> ForeignLabels.Mark in
        let label = labels[drawn.generator.below(labels.count)]
        return ForeignLabels.Mark(offset: drawn.offset(), label: format == .onsets ? nil : label)
      }
      let path = drawn.path().appendingToName("\(index)")
      return ForeignLabels.Recording(
        path: format.isPerRecording && format != .jams ? nil : path, marks: marks)
    }
    return ForeignLabels(recordings)
  }

  /// The labels without what the format does not keep.
  static func kept(_ labels: ForeignLabels, _ format: LabelFormat) -> ForeignLabels {
    ForeignLabels(
      labels.recordings.filter { format != .raven || !$0.marks.isEmpty }
        .map { ForeignLabels.Recording(path: $0.path, marks: $0.marks) })
  }

  @Test("what is written is read again to the sample, or refused", arguments: LabelFormat.allCases)
  func roundTrip(format: LabelFormat) throws {
    var refused = 0
    for number in 0..<150 {
      let labels = Self.drawn(format, number)
      let name = Path("GUN." + format.fileExtension)
      let written: [UInt8]
      do { written = try format.bytes(of: labels, name: name) } catch let error as AnnotationError {
        guard case .foreign(.cannotHold, file: name, line: nil) = error else { throw error }
        refused += 1
        // Nothing but names with tabs, line ends, or blanks at the ends.
        #expect(
          labels.recordings.contains { recording in
            let bytes = recording.path?.bytes ?? []
            return bytes.contains { $0 == 9 || $0 == 10 || $0 == 13 } || bytes.first == 32 || bytes.last == 32
          })
        continue
      }
      let read = try format.read(written, name: name)
      #expect(read.issues.isEmpty)
      #expect(Self.kept(read, format).recordings == Self.kept(labels, format).recordings)
      // Raven counts time through all recordings, and does not say how long one is in which nothing happens.
      if format != .raven || labels.recordings.allSatisfy({ !$0.marks.isEmpty }) {
        #expect(try format.bytes(of: read, name: name) == written)
      }
      if format != .onsets, !(Self.kept(labels, format).recordings.allSatisfy { $0.marks.isEmpty }) {
        #expect(LabelFormat.guess(name: Path("x." + format.fileExtension), bytes: written) == format)
      }
    }
    switch format {
    case .tags, .audacity, .praat, .labelStudio, .jams, .onsets: #expect(refused == 0)
    case .raven, .dcase: #expect(refused > 0 && refused < 140)
    }
  }

  @Test(
    "every offset there can be survives seconds", arguments: [LabelFormat.audacity, .praat, .jams, .onsets])
  func seconds(format: LabelFormat) throws {
    let offsets = (0..<16_000) + (0..<200).map { 505_958_399_801 + $0 } + (0..<500).map { $0 * 999_999_937 }
    let marks = offsets.map { ForeignLabels.Mark(offset: $0, label: nil) }
    let labels = ForeignLabels([ForeignLabels.Recording(path: nil, marks: marks)])
    let read = try format.read(format.bytes(of: labels, name: "x"), name: "x")
    #expect(read.recordings.first?.marks.map(\.offset) == Set(offsets).sorted())
  }

  @Test("damaged files are read or refused, never trapped over", arguments: LabelFormat.allCases)
  func mutations(format: LabelFormat) throws {
    var generator = RandomKey(seed: 9).adding(format.rawValue).generator()
    let pieces = [
      "\t", "\n", "\"", "-1", "1e300", "nan", "99999999999999999999", "[", "]", "{", "}", ",", ":", "\0",
      "\u{FEFF}", "null", "\\",
    ]
    for number in 0..<400 {
      let drawn = try? format.bytes(of: Self.drawn(format, number), name: "x")
      var content = drawn ?? Array("a\t1\t2\tGUN\n".utf8)
      for _ in 0...generator.below(4) {
        let position = generator.below(content.count + 1)
        switch generator.below(5) {
        case 0 where position < content.count: content[position] = UInt8(generator.below(256))
        case 1: content.removeSubrange(position..<min(content.count, position + generator.below(30)))
        case 2: content.insert(contentsOf: pieces[generator.below(pieces.count)].utf8, at: position)
        case 3: content = Array(content.prefix(position))
        default: content.insert(contentsOf: content.suffix(generator.below(40)), at: position)
        }
      }
      if generator.chance(0.05) { content = [0xFF, 0xFE] + content }
      for other in LabelFormat.allCases where other == format || number % 8 == 0 {
        do {
          let labels = try other.read(content, name: "GUN.csv")
          for recording in labels.recordings {
            #expect(recording.marks.allSatisfy { (0...505_958_400_000).contains($0.offset) })
          }
          // Whatever was made of it can be written, or is refused.
          _ = try other.bytes(of: labels, name: "x")
        } catch is AnnotationError {} catch is FileError {}
      }
      _ = LabelFormat.guess(name: "x.txt", bytes: content)
    }
  }

  @Test("errors say where, in three parts")
  func words() throws {
    let audacity = try LabelFormat.audacity.read(
      bytes("1.5\t1.5\tGUN\nx\t2\tGUN\n\n-3\t1\ta\n7\n1e12\t0\t\n"), name: "a.txt")
    #expect(audacity.recordings.first?.marks == [ForeignLabels.Mark(offset: 24_000, label: "GUN")])
    #expect(
      audacity.issues.map(\.place) == ["a.txt, line 2", "a.txt, line 4", "a.txt, line 5", "a.txt, line 6"])
    #expect(
      audacity.issues.map(\.what) == [
        "\"x\" is no time in seconds", "the time -3 lies before the beginning",
        "the line has 1 columns instead of start, end and text with tabs between",
        "the time 1e12 lies beyond a year of sound",
      ])
    let problems: [ForeignProblem] = [
      .noTime("x"), .negativeTime("x"), .beyondAnyRecording("x"), .columns(1, wanted: "x"),
      .missingColumn("x"),
      .shape("x"), .severalAnnotations(2), .cannotHold("x", .raven), .severalRecordings(.praat),
      .noRecording(.dcase),
    ]
    for problem in problems {
      let error = AnnotationError.foreign(problem, file: "f", line: nil)
      #expect(error.place == "f" && !error.what.isEmpty && !error.remedy.isEmpty && error.remedy.last != ".")
    }
    let two = ForeignLabels([.init(path: "a", marks: []), .init(path: "b", marks: [])])
    for format in LabelFormat.allCases where format.isPerRecording {
      #expect(throws: AnnotationError.foreign(.severalRecordings(format), file: "x", line: nil)) {
        try format.bytes(of: two, name: "x")
      }
    }
    let nameless = ForeignLabels([.init(path: nil, marks: [.init(offset: 1, label: "GUN")])])
    for format in [LabelFormat.tags, .dcase, .labelStudio] {
      #expect(throws: AnnotationError.foreign(.noRecording(format), file: "x", line: nil)) {
        try format.bytes(of: nameless, name: "x")
      }
    }
  }
}

@Suite("Label files as other tools write them")
struct ForeignFilesTests {
  static func marks(_ text: String, _ format: LabelFormat) throws -> [String] {
    try marks(bytes(text), format)
  }

  static func marks(_ bytes: [UInt8], _ format: LabelFormat) throws -> [String] {
    let labels = try format.read(bytes, name: "x")
    #expect(labels.issues.isEmpty, "\(labels.issues)")
    return labels.recordings.flatMap { recording in
      recording.marks.map { "\(recording.path?.description ?? "-") \($0.offset) \($0.label ?? "-")" }
    }
  }

  @Test("Audacity: regions, frequency ranges, no text, comma for a point, CRLF")
  func audacity() throws {
    let text = "2.150000\t2.400000\tgunshot far\r\n\\\t1000.0\t-1.0\r\n0,5\t0,5\t\r\n3\t3\n"
    #expect(try Self.marks(text, .audacity) == ["- 8000 -", "- 34400 gunshot far", "- 48000 -"])
    let labels = ForeignLabels([.init(path: nil, marks: [.init(offset: 34_400, label: "gunshot")])])
    #expect(
      try LabelFormat.audacity.bytes(of: labels, name: "x") == bytes("2.150000\t2.150000\tgunshot\n"))
  }

  @Test("Raven: a recording or several, a view twice, other columns")
  func raven() throws {
    let one =
      "Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)\tSpecies\n"
      + "1\tWaveform 1\t1\t0.5\t0.6\t0\t8000\tGUN\n1\tSpectrogram 1\t1\t0.5\t0.6\t0\t8000\tGUN\n"
    #expect(try Self.marks(one, .raven) == ["- 8000 GUN"])
    let several =
      "Selection\tBegin Time (s)\tEnd Time (s)\tBegin Path\tFile Offset (s)\tAnnotation\n"
      + "1\t0.5\t0.6\tC:\\rec\\a.wav\t0.5\tGUN\n2\t100.25\t101\tb.wav\t0.25\t\n"
    #expect(try Self.marks(several, .raven) == ["C:\\rec\\a.wav 8000 GUN", "b.wav 4000 -"])
    #expect(throws: AnnotationError.foreign(.missingColumn("Begin Time (s)"), file: "x", line: 1)) {
      try LabelFormat.raven.read(bytes("Selection\tStart\n1\t2\n"), name: "x")
    }
    let labels = ForeignLabels([
      .init(path: "a.wav", length: 32_000, marks: [.init(offset: 8000, label: "GUN")]),
      .init(path: "b.wav", marks: [.init(offset: 4000, label: "GUN")]),
    ])
    #expect(
      try LabelFormat.raven.bytes(of: labels, name: "x")
        == bytes(
          "Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)\tFile Offset (s)"
            + "\tBegin Path\tSpecies\n"
            + "1\tSpectrogram 1\t1\t0.500000\t0.550000\t0.0\t8000.0\t0.500000\ta.wav\tGUN\n"
            + "2\tSpectrogram 1\t1\t2.250000\t2.300000\t0.0\t8000.0\t0.250000\tb.wav\tGUN\n"))
  }

  static let longTextGrid = #"""
    File type = "ooTextFile"
    Object class = "TextGrid"

    xmin = 0
    xmax = 2.5
    tiers? <exists>
    size = 2
    item []:
        item [1]:
            class = "IntervalTier"
            name = "phones"
            xmin = 0
            xmax = 2.5
            intervals: size = 2
            intervals [1]:
                xmin = 0
                xmax = 0.5
                text = ""
            intervals [2]:
                xmin = 0.5
                xmax = 2.5
                text = "say ""a"""
        item [2]:
            class = "TextTier"
            name = "GUN"
            xmin = 0
            xmax = 2.5
            points: size = 2
            points [1]:
                number = 0.75
                mark = "gunshot"
            points [2]:
                time = 1
                mark = ""
    """#

  @Test("Praat: long and short, intervals, UTF-16, Latin 1")
  func praat() throws {
    let expected = ["- 8000 say \"a\"", "- 12000 gunshot", "- 16000 GUN"]
    #expect(try Self.marks(Self.longTextGrid, .praat) == expected)
    let short = #"""
      "ooTextFile"
      "TextGrid"
      0 2.5 ! a remark "in" 7
      <exists>
      2 "IntervalTier" "phones" 0 2.5 2 0 0.5 "" 0.5 2.5 "say ""a""" "TextTier" "GUN" 0 2.5 2 0.75 "gunshot" 1 ""
      """#
    #expect(try Self.marks(short, .praat) == expected)
    let units = Array(Self.longTextGrid.utf16)
    #expect(
      try Self.marks([0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }, .praat) == expected)
    #expect(
      try Self.marks([0xFF, 0xFE] + units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, .praat) == expected)
    let latin = bytes(Self.longTextGrid).map { $0 == UInt8(ascii: "g") ? 0xE9 : $0 }
    #expect(try Self.marks(latin, .praat)[1] == "- 12000 éunshot")
    #expect(try LabelFormat.praat.read(bytes(short), name: "x").recordings.first?.length == 40_000)
    #expect(try Self.marks("\"ooTextFile\" \"TextGrid\" 0 1 <absent>", .praat) == [])
    for text in [
      "", "\"ooTextFile\"", "\"ooTextFile\" \"PitchTier\"", short.replacing("2.5 2 0", with: "2.5 9 0"),
      short.replacing("2 \"Int", with: "1e9 \"Int"), short.replacing("TextTier", with: "Tier"),
    ] {
      #expect(throws: AnnotationError.self) { try LabelFormat.praat.read(bytes(text), name: "x") }
    }
  }

  @Test("Label Studio: exports, uploads, local files, several annotators, the short form")
  func labelStudio() throws {
    let text = """
      [{"data":{"audio":"a.wav"},"annotations":[{"result":[{"original_length":12.5,"from_name":"label",
      "to_name":"audio","type":"labels","value":{"start":1.2,"end":1.456,"channel":0,"labels":["gunshot","far"]}},
      {"type":"choices","value":{"choices":["noisy"]}}]}]},
      {"data":{"audio":"/data/upload/3/0a1b2c3d-b%20(1).wav"},"annotations":[{"was_cancelled":true,"result":[]}],
      "predictions":[{"result":[{"value":{"start":0,"end":1,"labels":[]}}]}]},
      {"data":{"audio":"http://host/data/local-files/?d=x/%FF.wav&t=1"},"annotations":[]},
      {"audio":"c.wav","label":[{"start":2,"end":3,"labels":["GUN"]}]}]
      """
    let labels = try LabelFormat.labelStudio.read(bytes(text), name: "x")
    #expect(labels.issues.isEmpty)
    #expect(
      try Self.marks(text, .labelStudio) == [
        "a.wav 19200 far", "a.wav 19200 gunshot", "b (1).wav 0 -", "c.wav 32000 GUN",
      ])
    #expect(labels.recordings.first?.length == 200_000)
    #expect(labels.recordings.last?.path == Path(bytes: Array("x/".utf8) + [0xFF] + Array(".wav".utf8)))
    let bad = """
      [{"data":{"audio":"a"},"annotations":[{"result":[{"value":{"start":"x"}}]},{"result":[]}]},
      {"data":{},"annotations":[]}]
      """
    let read = try LabelFormat.labelStudio.read(bytes(bad), name: "x")
    #expect(read.issues.map(\.place) == ["x, line 1", "x, line 1", "x, line 2"])
    #expect(throws: FileError.self) { try LabelFormat.labelStudio.read(bytes("[{]"), name: "x") }
    #expect(throws: AnnotationError.self) { try LabelFormat.labelStudio.read(bytes("{}"), name: "x") }
  }

  @Test("JAMS: onsets, tags, scaper's events; beats and chords are no labels")
  func jams() throws {
    let text = """
      {"annotations":[{"namespace":"onset","data":[{"time":0.5,"duration":0.0,"value":null,"confidence":null}],
      "annotation_metadata":{},"sandbox":{}},
      {"namespace":"tag_open","data":[{"time":1,"duration":0.1,"value":"gunshot","confidence":1}]},
      {"namespace":"scaper","data":[{"time":0,"duration":9,"value":{"label":"gun_shot","event_time":2.25}}]},
      {"namespace":"beat","data":[{"time":3,"duration":0,"value":1,"confidence":null}]}],
      "file_metadata":{"duration":10.0,"jams_version":"0.3.4"},"sandbox":{}}
      """
    #expect(try Self.marks(text, .jams) == ["- 8000 -", "- 16000 gunshot", "- 36000 gun_shot"])
    #expect(try LabelFormat.jams.read(bytes(text), name: "x").recordings.first?.length == 160_000)
    #expect(throws: AnnotationError.self) { try LabelFormat.jams.read(bytes("[]"), name: "x") }
  }

  @Test("DCASE: with a heading or not, with nothing in a recording, of one recording alone")
  func dcase() throws {
    let text =
      "filename\tonset\toffset\tevent_label\na.wav\t0.5\t0.6\tgunshot\nb.wav\t\t\t\na.wav\t1\t2\tGUN\n"
    #expect(try Self.marks(text, .dcase) == ["a.wav 8000 gunshot", "a.wav 16000 GUN"])
    #expect(try LabelFormat.dcase.read(bytes(text), name: "x").recordings.map(\.path) == ["a.wav", "b.wav"])
    #expect(
      try Self.marks("onset\toffset\tlabel\n0.5\t0.6\tgunshot\n1\t2\n", .dcase) == [
        "- 8000 gunshot", "- 16000 -",
      ])
  }

  @Test(
    "a DCASE table whose first name begins like a byte order mark is read as it was written",
    arguments: [[0xFE, 0xFF], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF]] as [[UInt8]])
  func markLikeName(_ mark: [UInt8]) throws {
    let recording = ForeignLabels.Recording(
      path: Path(bytes: mark + Array("v.wav".utf8)), marks: [ForeignLabels.Mark(offset: 8000, label: "GUN")])
    let written = try LabelFormat.dcase.bytes(of: ForeignLabels([recording]), name: "x")
    #expect(try LabelFormat.dcase.read(written, name: "x").recordings == [recording])
  }

  @Test("a list of onsets: remarks, labels behind the times")
  func onsets() throws {
    #expect(
      try Self.marks("# shots\n0.5\n 1.25 \n2 GUN far\n3\tENV\n", .onsets) == [
        "- 8000 -", "- 20000 -", "- 32000 GUN far", "- 48000 ENV",
      ])
  }

  @Test(
    "the format is told by name and content",
    arguments: [
      ("a.txt", "0.5\t0.5\tGUN\n", .audacity), ("a.txt", "0.5\n1.5\n", .onsets),
      ("a.txt", "# x\n0.5\n", .onsets),
      ("a.txt", "Selection\tView\tChannel\tBegin Time (s)\n", .raven),
      ("a.txt", "a.wav\t1\t2\tGUN\n", .dcase),
      ("a.tsv", "filename\tonset\toffset\tevent_label\na\t1\t2\tGUN\n", .dcase), ("a.tsv", "", .dcase),
      ("a.txt", "File type = \"ooTextFile\"\n", .praat), ("a.TextGrid", "", .praat),
      ("a.json", " [\n", .labelStudio),
      ("a.json", "{}", .jams), ("a.jams", "", .jams), ("GUN.csv", "", .tags), ("a.txt", "hello\n", nil),
      ("a.txt", "", nil), ("a.txt", "1.5 GUN\n", .onsets), ("a.txt", "1.5\tGUN\n", .onsets),
    ] as [(Path, String, LabelFormat?)])
  func guess(name: Path, text: String, format: LabelFormat?) {
    #expect(LabelFormat.guess(name: name, bytes: bytes(text)) == format)
  }
}
