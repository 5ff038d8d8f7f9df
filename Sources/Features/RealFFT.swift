import CFFTW
import Synchronization

/// FFTW's forward FFT of `length` real samples, for lengths that `LaneFFT` does not take.
///
/// One plan serves all threads: it was made with ESTIMATE (so that its last bits do not depend on a timing) and is
/// executed with the new-array call on buffers that are all aligned as FFTW's own.
final class RealFFT: @unchecked Sendable {
  /// Samples in.
  let length: Int
  /// Complex numbers out: `length / 2 + 1`.
  var bins: Int { length / 2 + 1 }

  private let plan: fftwf_plan
  /// FFTW's planner keeps global state: one thread at a time.
  private static let planner = Mutex<Void>(())

  /// What the planner hands out: read-only from then on.
  private struct Plan: @unchecked Sendable {
    let address: fftwf_plan?
  }

  init(length: Int) throws {
    let made = RealFFT.planner.withLock { _ in
      let block = FrameBlock(nFFT: length)
      let scratch = RealFFT.Scratch(block.work, length: length)
      let plan = fftwf_plan_dft_r2c_1d(Int32(length), scratch.samples, scratch.spectrum, FFTW_ESTIMATE)
      return Plan(address: plan)
    }
    guard let address = made.address else { throw FeatureError.noPlan(nFFT: length) }
    plan = address
    self.length = length
  }

  deinit {
    RealFFT.planner.withLock { _ in fftwf_destroy_plan(plan) }
  }

  /// Magnitudes (or powers, `power` 2) of one frame, into lane `lane` of `spectra`, `[bins][8]`; `work` holds
  /// 8 · length floats, aligned to 64 bytes.
  func spectrum(
    _ frame: UnsafePointer<Float>?, taper: [Float], power: Int, work: UnsafeMutablePointer<Float>, lane: Int,
    of spectra: UnsafeMutablePointer<Float>
  ) {
    guard let frame else { return }
    let scratch = Scratch(work, length: length)
    for index in 0..<length { scratch.samples[index] = taper[index] * STFT.usable(frame[index]) }
    fftwf_execute_dft_r2c(plan, scratch.samples, scratch.spectrum)
    for bin in 0..<bins {
      let (real, imaginary) = scratch.spectrum[bin]
      let square = real * real + imaginary * imaginary
      spectra[bin * FrameBlock.lanes + lane] = power == 2 ? square : square.squareRoot()
    }
  }

  /// The places in a thread's buffer that FFTW reads and writes: each begins at a multiple of 64 bytes, as where it planned.
  private struct Scratch {
    let samples: UnsafeMutablePointer<Float>
    let spectrum: UnsafeMutablePointer<fftwf_complex>

    init(_ work: UnsafeMutablePointer<Float>, length: Int) {
      samples = work
      let behind = (length + 15) / 16 * 16
      spectrum = UnsafeMutableRawPointer(work + behind).assumingMemoryBound(to: fftwf_complex.self)
    }
  }
}
