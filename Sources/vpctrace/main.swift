import VPCTraceKit

Platform.ignoreBrokenPipes()
Platform.exit(Program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
