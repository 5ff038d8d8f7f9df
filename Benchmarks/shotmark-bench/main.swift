// Our side of Benchmarks/run: `shotmark-bench WORK --name value…` measures one work within this process and prints
// one line of JSON, as the peers' scripts do. It is not installed.

import Basis

#if canImport(Glibc)
  import Glibc
#endif

let works: [String: (Settings) throws -> Measured] = AugmentationWorks.all.merging([
  "slice": Works.slice, "slice-first": Works.sliceFirst, "cut-hour": Works.cutHour,
  "log-mel": Works.logMel,
  "forest-fit": Works.forestFit, "forest-predict": Works.forestPredict,
  "forest-agreement": Works.forestAgreement,
  "search-grid": Works.searchGrid, "search-agreement": Works.searchAgreement,
  "network-step-16": { try Works.networkStep($0, batch: 16) },
  "network-step-64": { try Works.networkStep($0, batch: 64) },
  "network-predict": Works.networkPredict, "network-agreement": Works.networkAgreement,
  "candidate-table": Works.candidateTable,
  "candidate-trial": Works.candidateTrial, "scan-hour": Works.scanHour,
  "detect-hour": Works.detectHour, "detect-hour-forest": Works.detectHour, "backgrounds": Works.backgrounds,
  "int8-accuracy": Works.integerAccuracy,
  "int8-listening": Works.integerListening,
  "pyramid": Works.pyramid, "first-picture": Works.firstPicture, "next-picture": Works.nextPicture,
  "waveform": Works.waveform, "spectrogram": Works.spectrogram,
  "annotating-effort": Works.annotatingEffort, "annotating-keys": Works.annotatingKeys,
  "labelling-ranges": { try Works.labellingCurve($0, .sensors) },
  "labelling-scenes": { try Works.labellingCurve($0, .mixed) },
  "annotating-crowd": Works.annotatingCrowd,
  "augment-rubber-band-pitch": RubberBandWorks.pitch, "augment-rubber-band-stretch": RubberBandWorks.stretch,
]) { $1 }

do {
  let settings = try Settings(CommandLine.arguments.dropFirst())
  guard let work = works[settings.work] else {
    throw SettingsError(what: "no work is called \(settings.work)")
  }
  print(try work(settings).line(name: settings.work))
} catch {
  let text = Array("\(error)\n".utf8)
  _ = write(2, text, text.count)
  exit(1)
}
