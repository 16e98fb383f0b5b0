// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The rooms of the house, each with the rooms it may look into: data moves down the list.
let rooms: [(name: String, imports: [Target.Dependency])] = [
  ("Addressing", []),
  ("SourceText", []),
  ("TopologyModel", ["Addressing", "SourceText"]),
  ("TopologyImport", ["Addressing", "SourceText", "TopologyModel"]),
  ("Dataplane", ["Addressing", "SourceText", "TopologyModel"]),
  ("Analysis", ["Addressing", "SourceText", "TopologyModel", "Dataplane"]),
  ("Expectations", ["Addressing", "SourceText", "TopologyModel", "Dataplane", "Analysis"]),
  ("Simulation", ["Addressing", "SourceText", "TopologyModel", "Dataplane", "Expectations"]),
  (
    "Rendering",
    [
      "Addressing", "SourceText", "TopologyModel", "Dataplane", "Analysis", "Expectations",
      "Simulation",
    ]
  ),
  (
    "VPCTraceKit",
    [
      "Addressing", "SourceText", "TopologyModel", "TopologyImport", "Dataplane", "Analysis",
      "Expectations", "Simulation", "Rendering",
    ]
  ),
]

/// Every room by name: what looks through VPCTraceKit's re-exports must be built anew with any of them.
let allRooms = rooms.map { Target.Dependency.target(name: $0.name) }

/// The tests, each with the folders that it reads and nobody compiles.
var tests: [(name: String, exclude: [String])] = [
  ("AddressingTests", []),
  ("SourceTextTests", []),
  ("TopologyModelTests", ["Golden"]),
  ("TopologyImportTests", ["Fixtures"]),
  ("DataplaneTests", []),
  ("AnalysisTests", ["Validation/Golden"]),
  ("ExpectationsTests", []),
  ("SimulationTests", []),
  ("RenderingTests", ["Golden"]),
  ("VPCTraceKitTests", []),
  ("GoldenTraceTests", ["Golden"]),
  ("CommandLineTests", ["Golden", "Fixtures", "Schemas"]),
]
#if os(Linux)
// It builds networks out of namespaces, which Linux alone has.
tests.append(("KernelParityTests", []))
#endif

let package = Package(
  name: "vpctrace",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "VPCTraceKit", targets: ["VPCTraceKit"]),
    .executable(name: "vpctrace", targets: ["vpctrace"]),
  ],
  targets: rooms.map { .target(name: $0.name, dependencies: $0.imports, swiftSettings: settings) }
    + [
      .executableTarget(name: "vpctrace", dependencies: allRooms, swiftSettings: settings),
      .executableTarget(name: "Benchmarks", dependencies: allRooms, swiftSettings: settings),
      .target(
        name: "TestSupport",
        dependencies: ["Addressing", "SourceText", "TopologyModel", "Dataplane"],
        path: "Tests/TestSupport",
        swiftSettings: settings),
    ]
    + tests.map { test in
      .testTarget(
        name: test.name, dependencies: ["TestSupport", "vpctrace"] + allRooms,
        exclude: test.exclude,
        swiftSettings: settings)
    },
  swiftLanguageModes: [.v6]
)
