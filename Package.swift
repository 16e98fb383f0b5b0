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
  ("Expectations", ["Addressing", "TopologyModel", "Dataplane", "Analysis"]),
  (
    "Rendering",
    ["Addressing", "SourceText", "TopologyModel", "Dataplane", "Analysis", "Expectations"]
  ),
  (
    "VPCTraceKit",
    [
      "Addressing", "SourceText", "TopologyModel", "TopologyImport", "Dataplane", "Analysis",
      "Expectations", "Rendering",
    ]
  ),
]

/// Every room by name: what looks through VPCTraceKit's re-exports must be built anew with any of them.
let allRooms = rooms.map { Target.Dependency.target(name: $0.name) }

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
      .testTarget(
        name: "DataplaneTests", dependencies: ["TestSupport"] + allRooms, swiftSettings: settings),
      .testTarget(
        name: "ExpectationsTests", dependencies: ["TestSupport"] + allRooms,
        swiftSettings: settings),
      .testTarget(name: "AddressingTests", dependencies: ["Addressing"], swiftSettings: settings),
      .testTarget(name: "SourceTextTests", dependencies: ["SourceText"], swiftSettings: settings),
      .testTarget(
        name: "AnalysisTests",
        dependencies: [
          "TestSupport", "Addressing", "SourceText", "TopologyModel", "Dataplane", "Analysis",
          "Rendering",
        ], exclude: ["Validation/Golden"], swiftSettings: settings),
      .testTarget(
        name: "TopologyModelTests",
        dependencies: [
          "TestSupport", "Addressing", "SourceText", "TopologyModel", "TopologyImport", "Dataplane",
          "VPCTraceKit",
        ], exclude: ["Golden"], swiftSettings: settings),
      .testTarget(
        name: "TopologyImportTests",
        dependencies: [
          "TestSupport", "Addressing", "SourceText", "TopologyModel", "TopologyImport",
          "VPCTraceKit",
        ], exclude: ["Fixtures"], swiftSettings: settings),
      .testTarget(
        name: "RenderingTests", dependencies: ["TestSupport"] + allRooms,
        exclude: ["Golden"], swiftSettings: settings),
      .testTarget(
        name: "GoldenTraceTests",
        dependencies: ["TestSupport", "TopologyImport", "VPCTraceKit", "vpctrace"],
        exclude: ["Golden"], swiftSettings: settings),
      .testTarget(
        name: "VPCTraceKitTests", dependencies: ["TestSupport"] + allRooms,
        swiftSettings: settings),
      .testTarget(
        name: "CommandLineTests", dependencies: ["TestSupport", "vpctrace"] + allRooms,
        exclude: ["Golden"],
        swiftSettings: settings),
    ],
  swiftLanguageModes: [.v6]
)

#if os(Linux)
// It builds networks out of namespaces, which Linux alone has.
package.targets.append(
  .testTarget(
    name: "KernelParityTests",
    dependencies: ["Addressing", "Dataplane", "TestSupport", "TopologyModel"],
    swiftSettings: settings))
#endif
