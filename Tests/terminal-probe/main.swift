// A program for the tests of `Terminal`: shows what it is told about, in a real terminal.

if CommandLine.arguments.contains("--measure") {
  Measurement.run()
  exitStatus(of: Measurement.show)
} else {
  if CommandLine.arguments.contains("--waits-for-signals") { Probe.waitForSignals() }
  exitStatus(of: Probe.run)
}
