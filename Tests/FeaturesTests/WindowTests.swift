import Features
import Testing

@Suite("Windows")
struct WindowTests {
  @Test("values are numpy's and scipy's")
  func values() {
    // numpy.hanning(5), scipy.signal.get_window("hann", 4), numpy.hamming(3), scipy.signal.get_window("hamming", 4)
    expect(.hannSymmetric, [0, 0.5, 1, 0.5, 0])
    expect(.hannPeriodic, [0, 0.5, 1, 0.5])
    expect(.hammingSymmetric, [0.08, 1, 0.08])
    expect(.hammingPeriodic, [0.08, 0.54, 1, 0.54])
    expect(.rectangular, [1, 1, 1])
  }

  private func expect(_ window: Window, _ expected: [Double]) {
    let values = window.values(expected.count)
    #expect(values.count == expected.count)
    #expect(zip(values, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(window)")
  }

  @Test("a window of one sample is 1, of none is empty", arguments: Window.allCases)
  func tiny(_ window: Window) {
    #expect(window.values(1) == [1])
    #expect(window.values(0) == [])
  }
}
