import Basis

/// Samples at 16 kHz in so many milliseconds.
func samples(milliseconds: Double) -> Int { Int(milliseconds * Double(Sampling.rate) / 1000) }
