import Audio
import Basis
import Files

/// Which chunks without a shot a run makes.
struct BackgroundPlan {
  let options: SlicingOptions
  let inputs: SlicingInputs
  let sources: [Source]
  let ties: RecordingTies
  let set: ChunkSet
  /// The run's chunks of tagged labels.
  let planned: [PlannedRow]

  /// The chosen chunks.
  ///
  /// - Parameter result: gets a warning where there was not room for as many as wanted, and what could not be read.
  func rows(result: inout SlicingResult) -> [PlannedRow] {
    let choices = candidates()
    let wanted = options.background ?? defaultCount()
    guard wanted > 0, !choices.isEmpty || options.background != nil else { return [] }
    var failures: [Int: any ThreePartError] = [:]
    let chosen = NegativeSelection.choose(wanted, from: choices) { batch in
      let (silent, unreadable) = silence(in: batch)
      failures.merge(unreadable) { first, _ in first }
      return silent
    }
    let readable = chosen.filter { failures[$0.source] == nil }
    result.failures += failures.sorted { $0.key < $1.key }.map(\.value)
    if readable.count < wanted {
      result.warnings.append(
        "\(wanted) background chunks were wanted, and there was room for \(readable.count) that do not overlap "
          + "and are not silent")
    }
    return readable.map { choice in
      PlannedRow(
        source: choice.source, label: options.backgroundLabel,
        chunk: PlannedChunk(start: choice.candidate.start, kind: choice.candidate.kind))
    }
  }

  /// Three for every other chunk that the set then has, less those cut for tags of the background's label and the
  /// background of recordings outside this run.
  private func defaultCount() -> Int {
    let untouched = set.rows.filter { !inputs.decides(about: $0, backgroundLabel: options.backgroundLabel) }
    let others = untouched.count { $0.label != options.backgroundLabel }
    let shots = planned.count { $0.label != options.backgroundLabel }
    return max(0, 3 * (others + shots) - (untouched.count - others) - (planned.count - shots))
  }

  /// Every chunk that could be cut, of all sources.
  private func candidates() -> [NegativeSelection.Choice] {
    let (onsets, shots) = (onsets { _ in true }, onsets { $0 != options.backgroundLabel })
    let lists = Parallel.map(sources.count, jobs: options.jobs) { index -> [NegativeSelection.Choice] in
      let source = sources[index]
      guard ties.refused[index] == nil, inputs.givesNegatives(source.recording) else { return [] }
      let placement = NegativePlacement(length: options.length, key: options.key(source.recording))
      let ignored = inputs.ignored(source.recording)
      func known(_ onsets: [Path: [Int]]) -> [Int] { (onsets[source.recording] ?? []).sorted() }
      let found =
        placement.background(
          spans: inputs.backgroundSpans(source.recording, length: source.length), onsets: known(onsets),
          ignored: ignored)
        + placement.tails(
          spans: inputs.listenedSpans(source.recording, length: source.length), onsets: known(shots),
          ignored: ignored)
      return found.map { NegativeSelection.Choice(source: index, candidate: $0) }
    }
    return NegativeSelection.withoutOverlaps(lists.flatMap { $0 }, length: options.length)
  }

  /// Onsets of these labels by recording: those of this run and those that the set knows. A start stands for a shot
  /// anywhere in its chunk.
  private func onsets(_ isMeant: (String) -> Bool) -> [Path: [Int]] {
    var onsets: [Path: [Int]] = [:]
    for row in set.rows where isMeant(row.label) {
      onsets[row.recording, default: []] +=
        row.kind == .start ? [row.start, row.start + options.length] : row.onsets
    }
    for tags in inputs.tagged where isMeant(tags.label) {
      onsets[tags.recording, default: []] += tags.tags.flatMap { tag in
        options.starts ? [tag.offset, tag.offset &+ options.length] : [tag.offset]
      }
    }
    return onsets.mapValues { $0.filter { (0...1 << 40).contains($0) } }
  }

  /// Whether each choice is digital silence; every recording is opened once.
  private func silence(
    in batch: [NegativeSelection.Choice]
  ) -> (silent: [Bool], unreadable: [Int: any ThreePartError]) {
    let parts = Array(Dictionary(grouping: batch.indices) { batch[$0].source })
    let outcomes = Parallel.map(parts.count, jobs: options.jobs) { part in
      Result {
        let sound = try ResampledRecording(sources[parts[part].key].file)
        let ranges = parts[part].value.map { batch[$0].candidate.start }.map { $0..<$0 + options.length }
        return try sound.samples(ranges: ranges).map(ChunkSamples.isSilent)
      }
    }
    var silent = [Bool](repeating: true, count: batch.count)
    var unreadable: [Int: any ThreePartError] = [:]
    for (part, outcome) in zip(parts, outcomes) {
      switch outcome {
      case .success(let flags): for (index, flag) in zip(part.value, flags) { silent[index] = flag }
      case .failure(let error): unreadable[part.key] = ChunksError.wrapping(error)
      }
    }
    return (silent, unreadable)
  }
}
