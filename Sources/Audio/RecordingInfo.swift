import CSndfile

/// What a recording's header says of it.
public struct RecordingInfo: Equatable, Sendable {
  /// Frames a second, at least 1.
  public let sampleRate: Int
  /// Channels, 1...1024.
  public let channels: Int
  /// Frames (samples a channel) as the header claims; `Recording.countFrames()` gives the true number.
  public let claimedFrames: Int
  /// libsndfile's number for container, encoding and byte order.
  let code: Int32
  /// Whether libsndfile can go to a position at all.
  public let isSeekable: Bool

  init(_ info: SF_INFO) {
    sampleRate = Int(info.samplerate)
    channels = Int(info.channels)
    claimedFrames = Int(info.frames)
    code = info.format
    isSeekable = info.seekable != 0
  }

  private var container: Int32 { code & Int32(SF_FORMAT_TYPEMASK) }
  /// How samples are stored, libsndfile's number.
  var encoding: Int32 { code & Int32(SF_FORMAT_SUBMASK) }

  /// Whether reading from a position gives exactly what reading from the start gives there.
  ///
  /// So it is for uncompressed sound, for companded sound (each sample stands alone) and for FLAC. All else is decoded
  /// from the start: MP3 and Opus carry state from packet to packet, some of the ADPCM family cannot seek, and
  /// libsndfile (1.2.0) gives other samples of Ogg Vorbis after a seek.
  public var exactSeek: Bool {
    guard isSeekable else { return false }
    if container == Int32(SF_FORMAT_FLAC) { return true }
    return sampleWidth != nil
  }

  /// Whether the sound is an MP3's (or MP2's) frames, in a file of its own or inside another container.
  var isMPEG: Bool {
    container == Int32(SF_FORMAT_MPEG)
      || (Int32(SF_FORMAT_MPEG_LAYER_I)...Int32(SF_FORMAT_MPEG_LAYER_III)).contains(encoding)
  }

  /// Bytes a sample where every sample takes the same number of bytes, or `nil`.
  var sampleWidth: Int? {
    guard container != Int32(SF_FORMAT_FLAC), container != Int32(SF_FORMAT_OGG) else { return nil }
    switch Int(encoding) {
    case Int(SF_FORMAT_PCM_S8), Int(SF_FORMAT_PCM_U8), Int(SF_FORMAT_ULAW), Int(SF_FORMAT_ALAW): return 1
    case Int(SF_FORMAT_PCM_16): return 2
    case Int(SF_FORMAT_PCM_24): return 3
    case Int(SF_FORMAT_PCM_32), Int(SF_FORMAT_FLOAT): return 4
    case Int(SF_FORMAT_DOUBLE): return 8
    default: return nil
    }
  }

  /// Container and encoding for people, as libsndfile names them: `WAV (Microsoft), Signed 16 bit PCM`.
  public var format: String { RecordingInfo.name(container) + ", " + RecordingInfo.name(encoding) }

  private static func name(_ code: Int32) -> String {
    var information = SF_FORMAT_INFO(format: code, name: nil, extension: nil)
    let size = Int32(MemoryLayout<SF_FORMAT_INFO>.size)
    guard sf_command(nil, Int32(SFC_GET_FORMAT_INFO), &information, size) == 0, let name = information.name
    else { return "unknown" }
    return String(cString: name)
  }
}
