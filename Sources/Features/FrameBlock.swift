import CFeatures

/// One thread's buffers while it goes through frames eight at a time.
final class FrameBlock {
  /// Frames side by side.
  static let lanes = Int(CFEATURES_LANES)

  /// Which frames these are: numbers over all recordings of the batch.
  var frames = 0..<0
  /// Their magnitudes or powers `[bins][8]`; lanes beyond `frames.count` mean nothing.
  let spectra: UnsafeMutablePointer<Float>
  /// `[8][nFFT]`: frames that reach beyond a recording's end.
  let padded: UnsafeMutablePointer<Float>
  /// 8 · nFFT floats and a few more for the transform, aligned to 64 bytes.
  let work: UnsafeMutablePointer<Float>
  /// Where each lane's samples begin.
  var sources: [UnsafePointer<Float>?]

  private let memory: UnsafeMutableRawPointer

  init(nFFT: Int) {
    let lanes = FrameBlock.lanes
    let spectraCount = (nFFT / 2 + 1) * lanes
    // Room for FFTW's aligned input and output of one frame even where frames are tiny.
    let workCount = nFFT * lanes + 64
    memory = .allocate(byteCount: (spectraCount + 2 * workCount) * 4, alignment: 64)
    let floats = memory.bindMemory(to: Float.self, capacity: spectraCount + 2 * workCount)
    floats.initialize(repeating: 0, count: spectraCount + 2 * workCount)
    work = floats
    padded = floats + workCount
    spectra = floats + 2 * workCount
    sources = [UnsafePointer<Float>?](repeating: UnsafePointer(padded), count: lanes)
  }

  deinit { memory.deallocate() }
}
