import Basis
import Files

#if canImport(Glibc)
  import Glibc
#endif

/// What PulseAudio's library is told by way of the environment.
enum PulseEnvironment {
  /// Makes the library speak to the server behind `socket`, and pass sound through it and not through shared memory: behind a
  /// socket that SSH forwards there is another machine.
  static func prepare(_ socket: Path) {
    set("PULSE_SERVER", to: Path(bytes: Array("unix:".utf8) + socket.bytes))
    guard getenv("PULSE_CLIENTCONFIG") == nil, let folder = CacheFolder.standard.path else { return }
    let settings = Array("autospawn = no\nenable-shm = no\nenable-memfd = no\n".utf8)
    let name: Path = "pulse-client.conf"
    let cache = CacheFolder(folder)
    if cache.read(name, limit: 1 << 12) != settings, !cache.write(settings, as: name) { return }
    set("PULSE_CLIENTCONFIG", to: folder.appending(name))
  }

  private static func set(_ name: String, to value: Path) { _ = value.withCString { setenv(name, $0, 1) } }
}
