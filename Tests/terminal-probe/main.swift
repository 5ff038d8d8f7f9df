// A program for the tests of `Terminal`: shows what it is told about, in a real terminal.

if CommandLine.arguments.contains("--measure") {
  Measurement.run()
} else {
  exitStatus(of: Probe.run)
}
