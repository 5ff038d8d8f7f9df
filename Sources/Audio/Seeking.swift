/// How a position is found in what carries state from packet to packet: MP3, Ogg Vorbis, Opus. All else has its positions.
public enum Seeking: Sendable {
  /// By decoding all that comes before: what is read is bit for bit what reading the whole gives.
  case exact
  /// Where libsndfile's decoders lead, after a run-up that is dropped: milliseconds, however long the recording.
  ///
  /// libsndfile 1.2.0 was found to go to the right frame always, and to give the same bits from some 2,600 frames behind it on.
  /// Nobody promises either, so this is for screens, and `PeakPyramid.agrees` looks whether it is so. The header's claim
  /// stands for the length.
  case near

  /// Frames decoded and dropped before a position; at 48 kHz twice the 80 ms that Opus asks for (RFC 7845, 4.6).
  static let runUp = 8192
}
