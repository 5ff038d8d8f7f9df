/// The tiny offset that keeps the state of silent feedback loops out of the denormal numbers, far below 16 bits.
let floorOfSilence: Float = 1e-15
