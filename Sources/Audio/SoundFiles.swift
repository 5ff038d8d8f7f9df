import Basis

/// Which files of a folder are tried as recordings.
public enum SoundFiles {
  /// The endings of sound files that libsndfile reads, in lower case and without the dot.
  public static let extensions: Set<String> = [
    "aif", "aifc", "aiff", "au", "caf", "flac", "mp2", "mp3", "oga", "ogg", "opus", "rf64", "snd", "w64",
    "wav",
    "wave",
  ]

  /// Whether the path ends as a sound file's does, in any case; the file itself is not looked at.
  public static func isSoundFile(_ path: Path) -> Bool { extensions.contains(path.lowercasedExtension) }
}
