import Basis
import Files
import Synchronization

extension PeakPyramid {
  /// The pyramid of a recording: from `cache` if it is there, else built by reading the recording once and kept there.
  ///
  /// Uncompressed recordings and FLACs are read by several threads, others are decoded from the start by one. An hour of
  /// 48 kHz stereo takes a quarter of a second or less on two cores once it is in memory.
  /// - Parameters:
  ///   - cache: recordings below 2^20 frames, and such as were changed within the last two seconds, are not kept.
  ///   - jobs: threads.
  ///   - progress: called now and then, from any thread, with the part that is done, 0...1.
  ///   - isCancelled: asked now and then, from any thread.
  /// - Throws: `AudioError` of opening, `.changed`, `.system` of reading, `.cancelled`.
  public static func build(
    _ path: Path, cache: CacheFolder = .standard, jobs: Int = Parallel.cores,
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> PeakPyramid {
    let key = PeakCacheKey(path)
    if let key, let pyramid = PeakCache(cache).read(key) { return pyramid }
    let pyramid = try PeakBuilding(path: path, progress: progress, isCancelled: isCancelled).run(jobs: jobs)
    if let key, pyramid.frames >= PeakCache.leastFrames, key.isSettled, PeakCacheKey(path) == key {
      PeakCache(cache).write(pyramid, for: key)
    }
    return pyramid
  }

  /// A pyramid of its own resolution, kept nowhere.
  package static func build(_ path: Path, resolution: PeakResolution, jobs: Int) throws -> PeakPyramid {
    try PeakBuilding(path: path, progress: { _ in }, isCancelled: { false }, resolution: resolution).run(
      jobs: jobs)
  }

  /// The recording's pyramid if it has been built before and neither it nor what was kept of it has changed since.
  ///
  /// Some tens of milliseconds for ten hours at 48 kHz; the recording is not opened, only bytes here and there are compared.
  public static func cached(_ path: Path, cache: CacheFolder = .standard) -> PeakPyramid? {
    PeakCacheKey(path).flatMap { PeakCache(cache).read($0) }
  }
}

/// One building of a pyramid.
struct PeakBuilding {
  let path: Path
  let progress: @Sendable (Double) -> Void
  let isCancelled: @Sendable () -> Bool
  var resolution = PeakResolution.standard

  /// Frames between two looks at whether to go on.
  private static let segment = 1 << 20

  func run(jobs: Int) throws -> PeakPyramid {
    let recording = try Recording(opening: path)
    guard recording.info.exactSeek else { return try inOnePass() }
    return try inParallel(frames: recording.countFrames(), rate: recording.info.sampleRate, jobs: jobs)
  }

  /// From any position at once: threads take segments in turn.
  private func inParallel(frames: Int, rate: Int, jobs: Int) throws -> PeakPyramid {
    let length = resolution.blockLength(frames: frames)
    let segment = max(PeakBuilding.segment / length, 1) * length
    let segments = (frames + segment - 1) / segment
    let next = Atomic(0)
    let done = Atomic(0)
    let failure = Mutex<(any Error)?>(nil)
    var finest = [Peak](repeating: .none, count: (frames + length - 1) / length)
    finest.withUnsafeMutableBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return }
      nonisolated(unsafe) let peaks = address
      let workers = min(max(1, jobs), segments)
      Parallel.forEach(workers, jobs: workers) { _ in
        do {
          let reader = try PeakReader(path, blockLength: length)
          while failure.withLock({ $0 == nil }) {
            let start = next.wrappingAdd(segment, ordering: .relaxed).oldValue
            guard start < frames else { return }
            guard !isCancelled() else { throw AudioError.cancelled(path) }
            let end = min(start + segment, frames)
            try reader.read(start..<end, into: peaks + start / length)
            let now = done.wrappingAdd(end - start, ordering: .relaxed).newValue
            progress(Double(now) / Double(frames))
          }
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return PeakPyramid(finest: finest, blockLength: length, frames: frames, sampleRate: rate)
  }

  /// From the first frame to the last one that can be decoded, however many the header claims.
  private func inOnePass() throws -> PeakPyramid {
    let reader = try FrameReader(opening: path)
    let info = reader.file.info
    var stream = PeakStream(resolution)
    _ = try reader.forEachBlock(of: reader.limit, from: 0) { block, done, got in
      stream.append(block, count: got, channels: info.channels)
      if (done + got) / PeakBuilding.segment > done / PeakBuilding.segment {
        if isCancelled() { throw AudioError.cancelled(path) }
        progress(min(1, Double(done) / Double(max(1, info.claimedFrames))))
      }
    }
    progress(1)
    return stream.pyramid(sampleRate: info.sampleRate)
  }
}
