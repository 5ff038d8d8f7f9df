import Annotator

// What is heard of the recording on the screen.
extension AnnotationDesk {
  func play(_ effect: Effect) -> [Message] {
    switch effect {
    case .play(let from, let until, let speed, let loops):
      guard let source = recording?.source else { break }
      playback.play(source, from: from, until: until, speed: speed, loops: loops)
    case .stop: playback.stop()
    case .tap: if let position = playback.position { return [.tapped(position)] }
    default: break
    }
    return []
  }
}
