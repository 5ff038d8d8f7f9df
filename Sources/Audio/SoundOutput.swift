import CPortAudio

#if canImport(Glibc)
  import Glibc
#endif

/// An open device that plays mono sound at a rate of its own. Used by one thread at a time.
///
/// Written with blocking calls: what has been written is played, and nothing else.
final class SoundOutput {
  /// Samples a second that the device takes.
  let rate: Int
  /// The device as errors name it.
  private let name: String
  private let channels: Int
  private let stream: Stream
  /// Samples that wait in the device's buffer when it is full.
  private let waiting: Int
  private var interleaved: [Float] = []
  private let library: PortAudio

  /// PortAudio's handle.
  private struct Stream: @unchecked Sendable {
    let address: UnsafeMutableRawPointer
  }

  /// Seconds of sound that wait in the device's buffer: less is heard sooner, more outlasts a busy moment.
  private static let latency = 0.06

  /// Opens a device.
  /// - Parameter rates: tried in this order; `nil` for those that suit the device.
  /// - Throws: `AudioError.noSoundDevice`, `.unknownSoundDevice`, `.soundDevice`.
  init(_ device: SoundDevice, rates: [Int]? = nil) throws(AudioError) {
    library = try PortAudio()
    name = device.description
    let target = try SoundOutput.target(device, library)
    var failure = PortAudio.noError
    for rate in rates ?? target.rates {
      for channels in 1...2 {
        switch SoundOutput.open(target, rate: rate, channels: channels) {
        case .success(let stream):
          (self.stream, self.rate, self.channels) = (stream, rate, channels)
          let latency = Pa_GetStreamInfo(stream.address)?.pointee.outputLatency ?? SoundOutput.latency
          waiting = Int(min(max(0, latency), 10) * Double(rate))
          return
        case .failure(let error): failure = error.code
        }
      }
    }
    throw AudioError.soundDevice(name, reason: PortAudio.words(failure))
  }

  deinit {
    PortAudio.alone { [stream] in _ = Pa_CloseStream(stream.address) }
  }

  // MARK: Opening

  /// What is opened, and at which rates that may be tried.
  private struct Target {
    var index: PaDeviceIndex
    /// ALSA's own name of the device, where the library does not list it.
    var alsa: String?
    var rates: [Int]
  }

  private struct Failure: Error {
    var code: PaError
  }

  private static func target(_ device: SoundDevice, _ library: PortAudio) throws(AudioError) -> Target {
    func listed(_ device: PortAudio.Device) -> Target {
      // ALSA mixes at 48 kHz, and would bring other rates there with less care.
      Target(index: device.index, alsa: nil, rates: [48_000, device.rate, 44_100])
    }
    switch device {
    case .none: throw AudioError.noSoundDevice
    case .standard:
      guard let device = library.standardDevice() else { throw AudioError.noSoundDevice }
      return listed(device)
    case .named(let name):
      let devices = library.devices()
      guard let device = SoundOutput.device(called: name, among: devices) else {
        throw AudioError.unknownSoundDevice(name, known: devices.map(\.name))
      }
      return listed(device)
    case .alsa(let name):
      return Target(index: portaudio_specified_device, alsa: name, rates: [16_000, 48_000, 44_100])
    case .pulse:
      // The server resamples with care, and a third of the bytes go through the socket.
      return Target(index: portaudio_specified_device, alsa: "pulse", rates: [16_000])
    }
  }

  private static func device(called name: String, among devices: [PortAudio.Device]) -> PortAudio.Device? {
    let wanted = name.lowercased()
    return devices.first { $0.name == name }
      ?? devices.first { $0.name.lowercased().hasPrefix(wanted) }
      ?? devices.first { $0.name.lowercased().contains(wanted) }
  }

  private static func open(_ target: Target, rate: Int, channels: Int) -> Result<Stream, Failure> {
    PortAudio.alone {
      var parameters = PaStreamParameters()
      parameters.device = target.index
      parameters.channelCount = Int32(channels)
      parameters.sampleFormat = portaudio_float32
      parameters.suggestedLatency = latency
      return (target.alsa ?? "").withCString { name in
        var alsa = PaAlsaStreamInfo()
        PaAlsa_InitializeStreamInfo(&alsa)
        alsa.deviceString = name
        return withUnsafeMutablePointer(to: &alsa) { alsa in
          if target.alsa != nil { parameters.hostApiSpecificStreamInfo = UnsafeMutableRawPointer(alsa) }
          var stream: UnsafeMutableRawPointer?
          let code = Pa_OpenStream(
            &stream, nil, &parameters, Double(rate), UInt(paFramesPerBufferUnspecified),
            portaudio_no_clipping_or_dither, nil, nil)
          guard code == PortAudio.noError, let stream else { return .failure(Failure(code: code)) }
          return .success(Stream(address: stream))
        }
      }
    }
  }

  // MARK: Playing

  /// Begins to take samples.
  func start() throws(AudioError) {
    try check(PortAudio.alone { [stream] in Pa_StartStream(stream.address) })
  }

  /// Plays `samples` after those that came before; returns when the device has taken them over.
  func write(_ samples: [Float]) throws(AudioError) {
    let source: [Float]
    if channels == 1 {
      source = samples
    } else {
      interleaved.removeAll(keepingCapacity: true)
      for sample in samples { interleaved.append(contentsOf: repeatElement(sample, count: channels)) }
      source = interleaved
    }
    let code = Pa_WriteStream(stream.address, source, UInt(samples.count))
    // A gap because this thread came too late: nothing is lost, and nothing can be done.
    if code != PaError(paOutputUnderflowed.rawValue) { try check(code) }
  }

  /// Samples that have been written and not been heard yet, as far as the device tells.
  var unheard: Int { max(0, waiting - max(0, Pa_GetStreamWriteAvailable(stream.address))) }

  /// Blocks of silence that push what was written out to the ear.
  ///
  /// PortAudio (19.6) drops what waits in ALSA's buffer when a stream is stopped, and a server may take back what it holds:
  /// so there has to be a tenth of a second more of silence than the buffer takes.
  var outro: [[Float]] {
    let block = [Float](repeating: 0, count: max(1, rate / 50))
    return [[Float]](repeating: block, count: (waiting + rate / 10) / block.count + 1)
  }

  /// Falls silent at once.
  func abort() { PortAudio.alone { [stream] in _ = Pa_AbortStream(stream.address) } }

  private func check(_ code: PaError) throws(AudioError) {
    guard code == PortAudio.noError else { throw AudioError.soundDevice(name, reason: PortAudio.words(code)) }
  }
}
