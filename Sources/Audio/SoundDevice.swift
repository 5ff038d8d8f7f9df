import Basis

/// Where sound is played.
public enum SoundDevice: Equatable, Sendable {
  /// What the system plays on by default.
  case standard
  /// The first device whose name is this one, or begins with it, or has it within (in any case).
  case named(String)
  /// A device by ALSA's own notation, such as `plughw:1` or `file:'/tmp/heard.raw',raw`.
  case alsa(String)
  /// A PulseAudio or PipeWire server behind a socket, such as one that SSH forwards from where the listener sits.
  ///
  /// The listener connects with `ssh -R /tmp/sound.sock:/run/user/1000/pulse/native HOST`, 1000 being the number that
  /// `id -u` tells there, and on HOST names `pulse:/tmp/sound.sock`; a socket left by an earlier connection is removed
  /// first, or by `StreamLocalBindUnlink yes` in HOST's sshd_config. HOST needs ALSA's plugin for PulseAudio (Debian:
  /// `libasound2-plugins`) and no server of its own. The sound takes 64 kB/s.
  case pulse(socket: Path)
  /// Nothing is played.
  case none

  /// A device as it is named on a command line: `default`, `none`, `pulse:SOCKET`, `alsa:NAME` or a device's name.
  public init(_ text: String) {
    switch text {
    case "", "default": self = .standard
    case "none": self = .none
    case _ where text.hasPrefix("pulse:"): self = .pulse(socket: Path(String(text.dropFirst(6))))
    case _ where text.hasPrefix("alsa:"): self = .alsa(String(text.dropFirst(5)))
    default: self = .named(text)
    }
  }
}

extension SoundDevice: CustomStringConvertible {
  /// The device as it is named on a command line.
  public var description: String {
    switch self {
    case .standard: "default"
    case .named(let name): name
    case .alsa(let name): "alsa:" + name
    case .pulse(let socket): "pulse:" + socket.description
    case .none: "none"
    }
  }
}
