import Basis

/// A recording that was left out.
struct UnusableRecording: ThreePartError {
  let file: Path
  let error: any Error

  var what: String { (error as? any ThreePartError)?.what ?? "the recording could not be used: \(error)" }
  var place: String { (error as? any ThreePartError)?.place ?? file.description }
  var remedy: String { (error as? any ThreePartError)?.remedy ?? "mend the file, or leave it out" }
}
