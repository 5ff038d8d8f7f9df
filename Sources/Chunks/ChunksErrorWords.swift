import Basis

extension ChunksError {
  /// What is wrong.
  public var what: String {
    switch self {
    case .nothingToSlice: "there is nothing to slice: neither tag files nor background folders were named"
    case .nothingToAugment: "no split was chosen whose chunks are to get copies"
    case .unknownLabel(let label, _, _): "the set has no label '\(label)'"
    case .otherOriginals(_, let file):
      "the set into which copies are to go has chunks of its own, such as \(file)"
    case .noSounds: "there is no sound below this folder that can be used"
    case .noCopy: "this chunk is not a copy, or the set does not have it"
    case .differs: "made again from its manifest row, this copy differs from its file"
    case .badLength(let length): "a chunk of \(length) samples is not possible"
    case .badLeads(let leads, let length):
      "leads of \(leads.lowerBound) to \(leads.upperBound) samples do not fit a chunk of \(length)"
    case .badCount(let option, let count, _): "\(option) \(count) is not possible"
    case .badLabel(let label): "'\(label)' cannot be a label"
    case .outsideRoot(let folder, _): "the folder \(folder) does not lie below the root"
    case .recordingMissing(let recording, _): "the recording \(recording) does not exist"
    case .recordingChanged(let recording): "the recording \(recording) has changed since it was sliced"
    case .leavesRoot(let recording, _): "the path \(recording) leads out of the root"
    case .onsetPastEnd(let onset, let length, _, _):
      "onset \(onset) lies past the end of the recording (\(length) samples at 16 kHz)"
    case .onsetIgnored(let onset, _, _): "no chunk could be cut for onset \(onset)"
    case .dividesGroups(let recording, let first, let firstSplit, let second, let secondSplit):
      "\(recording) shares content with \(first) (\(firstSplit)) and with \(second) (\(secondSplit)), "
        + "which the set has already divided"
    case .backgroundHoldsShots(let recording, let tagged):
      "\(recording) is left out: named as background, it shares a stretch of sound with \(tagged), which has shots"
    case .otherLength(_, let has, let wanted): "the set holds chunks of \(has) samples, not of \(wanted)"
    case .noSet: "there is no set of chunks here"
    case .inUse: "another shotmark is changing this set"
    case .manifestColumn(_, let column): "the manifest has no column '\(column)'"
    case .manifestField(_, _, let column, let text): "'\(text)' is no \(column)"
    case .setInformation(_, let problem): problem
    case .groupRow: "a row of the group file is not a path and a group"
    case .chunkMissing: "the chunk's file is gone, although the manifest has it"
    case .chunkLength(_, let has, let wanted): "the chunk has \(has) samples instead of \(wanted)"
    case .emptySet: "the set holds no chunks"
    case .otherFeatures(_, let what): "these are not the features asked for: \(what)"
    case .unknown(let text): text
    case .noRows(_, let wanted): "the set has no chunks \(wanted)"
    }
  }

  /// Where it was met.
  public var place: String {
    switch self {
    case .nothingToSlice: "the command line"
    case .nothingToAugment: "option --split"
    case .unknownLabel(_, let recipe, _): "the recipe \(recipe), 'labels'"
    case .otherOriginals(let set, _): "\(set)"
    case .noSounds(let folder): "\(folder), which the recipe names"
    case .noCopy(let file, let set): "\(set): \(file)"
    case .differs(let file): "\(file)"
    case .badLength: "option --length"
    case .badLeads: "option --lead"
    case .badCount(let option, _, _): "option \(option)"
    case .badLabel: "option --label, or the tag file's name"
    case .outsideRoot(_, let root): "option --background-from, with --root \(root)"
    case .recordingMissing(_, let place), .leavesRoot(_, let place): place
    case .onsetPastEnd(_, _, let recording, let place), .onsetIgnored(_, let recording, let place):
      "\(place): \(recording)"
    case .dividesGroups(let recording, _, _, _, _), .backgroundHoldsShots(let recording, _),
      .recordingChanged(let recording):
      "\(recording)"
    case .otherLength(let set, _, _), .noSet(let set), .inUse(let set), .emptySet(let set),
      .otherFeatures(let set, _),
      .noRows(let set, _):
      "\(set)"
    case .manifestColumn(let manifest, _): "\(manifest), row 1"
    case .manifestField(let manifest, let row, let column, _): "\(manifest), row \(row), column '\(column)'"
    case .setInformation(let file, _): "\(file)"
    case .unknown: "this run"
    case .groupRow(let file, let row): "\(file), row \(row)"
    case .chunkLength(let file, _, _), .chunkMissing(let file): "\(file)"
    }
  }

  /// How to mend it.
  public var remedy: String {
    switch self {
    case .nothingToSlice: "name a tag file such as Annotations/GUN.csv, or --background-from a folder"
    case .nothingToAugment: "give --split train, or leave it out"
    case .unknownLabel(_, _, let known): "use labels of the set: \(known.joined(separator: ", "))"
    case .otherOriginals: "name a new folder with --into: sets that were divided apart cannot be joined"
    case .noSounds:
      "name a folder with recordings that are not in the set itself; a relative one lies below the current folder"
    case .noCopy:
      "look for its name in the manifest's column 'file'; only rows with a parent can be made again"
    case .differs:
      "check that --root and the recipe's folders hold the sounds that they held when it was made"
    case .badLength: "give --length between 16 and 1048576; models here are made for 4096"
    case .badLeads(_, let length):
      "give --lead MIN:MAX with 0 ≤ MIN ≤ MAX and MIN below \(length - ShotPlacement.shortestTail)"
    case .badCount(_, _, let allowed): "give a number from \(allowed.lowerBound) to \(allowed.upperBound)"
    case .badLabel:
      "use letters, digits, '-', '_' and '.', not beginning with '.': it names a folder of the set"
    case .outsideRoot: "choose a --root above both the recordings and the background"
    case .recordingMissing: "check --root, or take the row out of the tag file"
    case .recordingChanged: "slice it again, so that its chunks and its digest agree"
    case .leavesRoot: "choose a --root above all recordings, and tag paths relative to it"
    case .onsetPastEnd: "delete the tag, or check that the recording is the one that was annotated"
    case .onsetIgnored: "delete the tag or the ignored span that covers it, or allow other leads with --lead"
    case .dividesGroups:
      "leave the recording out, or make a new set, where all three can come to lie together"
    case .backgroundHoldsShots: "take it out of the background folder, or tag its shots"
    case .otherLength: "slice into another set with --into, or give --length \(hasLength)"
    case .noSet: "check the path; 'shotmark slice … --into SET' makes one"
    case .inUse: "wait until it has finished, then run this again"
    case .manifestColumn, .manifestField:
      "put the manifest back as Shotmark wrote it, or slice into a new set"
    case .setInformation: "put the file back as Shotmark wrote it, or slice into a new set"
    case .groupRow: "write every row as path,group with the path relative to --root"
    case .chunkLength, .chunkMissing: "slice again: the same command with the same seed makes the same chunk"
    case .unknown: "run the command again"
    case .otherFeatures: "compute them again with the same options: shotmark features SET --out FILE.npy"
    case .emptySet: "slice something into it first: shotmark slice TAGS --into SET"
    case .noRows: "slice more recordings into it, or choose another split"
    }
  }

  private var hasLength: Int {
    if case .otherLength(_, let has, _) = self { has } else { 0 }
  }
}
