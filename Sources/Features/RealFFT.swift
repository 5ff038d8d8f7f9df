import CFFTW
import Synchronization

/// FFTW's forward FFT of `length` real samples, for lengths that the lanes of `FrameLanes` do not take.
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
      let scratch = RealFFT.Scratch(length: length)
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

  /// Transforms `scratch.samples` into `scratch.spectrum`; the samples may be destroyed.
  func execute(_ scratch: Scratch) {
    fftwf_execute_dft_r2c(plan, scratch.samples, scratch.spectrum)
  }

  /// One thread's buffers.
  final class Scratch {
    /// `length` samples to be transformed.
    let samples: UnsafeMutablePointer<Float>
    /// `length / 2 + 1` complex numbers.
    let spectrum: UnsafeMutablePointer<fftwf_complex>
    private let memory: UnsafeMutableRawPointer

    init(length: Int) {
      let alignment = 64
      let samplesBytes = (length * 4 + alignment - 1) / alignment * alignment
      let spectrumBytes = (length / 2 + 1) * 8
      memory = .allocate(byteCount: samplesBytes + spectrumBytes, alignment: alignment)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: samplesBytes + spectrumBytes)
      samples = memory.assumingMemoryBound(to: Float.self)
      spectrum = (memory + samplesBytes).assumingMemoryBound(to: fftwf_complex.self)
    }

    deinit { memory.deallocate() }
  }
}
