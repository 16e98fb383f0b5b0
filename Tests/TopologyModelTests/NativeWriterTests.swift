import Addressing
import Dataplane
import Foundation
import TestSupport
import Testing
import TopologyModel
import VPCTraceKit

@Suite("Writing native files")
struct NativeWriterTests {
  /// Inputs of other formats.
  static let folders = [
    "Topologies/two-tier", "Tests/TopologyImportTests/Fixtures/hybrid",
    "Tests/TopologyImportTests/Fixtures/dual-stack",
  ]

  static func load(_ path: String) throws -> Topology {
    try Topology.load(path: PackageFolder.url(path).path).topology
  }

  @Test func `an import reads like a file written by hand`() throws {
    let text = NativeWriter.text(of: try Self.load("Topologies/two-tier"))
    #expect(Golden.difference(text, "two-tier.json5") == nil)
  }

  @Test func `everything that the format has is written`() throws {
    let text = NativeWriter.text(of: try native(NativeFormatTests.text(of: "everything.json5")))
    #expect(Golden.difference(text, "everything-written.json5") == nil)
  }

  @Test(arguments: folders + ["Tests/TopologyModelTests/Golden/everything.json5"])
  func `writing what was written changes nothing`(path: String) throws {
    let text = NativeWriter.text(of: try Self.load(path))
    #expect(NativeWriter.text(of: try native(text)) == text)
  }

  @Test(arguments: folders)
  func `an import has the traces of the original`(path: String) throws {
    let original = try Self.load(path)
    let copy = try native(NativeWriter.text(of: original))
    let pair = NetworkPair(original, copy)
    for sender in original.networkInterfaces.references {
      for receiver in original.networkInterfaces.references {
        for header in pair.headers(from: sender, to: receiver) {
          #expect(pair.difference(.networkInterface(sender), header) == nil)
        }
      }
    }
  }

  @Test(.tags(.property), arguments: 1...40)
  func `a random network has the same traces when it is written and read`(seed: UInt64) throws {
    let drawn = RandomTopology(seed: seed)
    let text = NativeWriter.text(of: drawn.sketch.topology)
    let pair = NetworkPair(drawn.sketch.topology, try native(text))
    var random = SeededGenerator(seed: seed)
    for sender in drawn.senders {
      for _ in 0..<20 {
        let header = drawn.header(from: sender, using: &random)
        #expect(pair.difference(sender, header) == nil, "seed \(seed)")
      }
    }
    #expect(NativeWriter.text(of: pair.copy.topology) == text)
  }

  @Test(arguments: [
    "", "{", "a\"b\\c", "tab\tnew\nline", "\u{1}\u{2028}", "ünïcode 网络 🌐", "sg:x", "a/b",
    "local", "blackhole", "main", "default", " spaced ", "10.0.0.0/8",
  ])
  func `any name survives`(name: String) throws {
    var topology = try nativeVPC(
      """
      securityGroups: { g: { inbound: ["tcp 22 from sg:g"] } },
      routeTables: { t: { routes: { "0.0.0.0/0": "i" } } },
      instances: { i: { subnet: "s", securityGroups: ["g"] } }
      """)
    rename(&topology.vpcs) { $0.name = name }
    rename(&topology.subnets) { $0.name = name }
    rename(&topology.instances) { $0.name = name }
    rename(&topology.securityGroups) { $0.name = name }
    rename(&topology.routeTables) { $0.name = name }
    rename(&topology.networkACLs) { $0.name = name }
    let copy = try native(NativeWriter.text(of: topology))
    #expect(copy.instances.resources.map(\.resource.name) == [name])
    #expect(try copy.securityGroups.resource("g").name == name)
    #expect(Set(copy.routeTables.resources.map(\.resource.name)) == [name])
    #expect(copy.networkACLs.resources.map(\.resource.isDefault) == [true])
  }

  private func rename<Resource>(
    _ table: inout ResourceTable<Resource>, _ change: (inout Resource) -> Void
  ) {
    for (reference, resource) in Array(table.resources) {
      var resource = resource
      change(&resource)
      table.define(resource, at: reference)
    }
  }
}

/// A network and its copy, in which packets must fare alike.
struct NetworkPair {
  let original: Network
  let copy: Network

  init(_ original: Topology, _ copy: Topology) {
    self.original = Network(original)
    self.copy = Network(copy)
  }

  /// What becomes of a packet in both; `nil` where it is the same.
  func difference(_ sender: Flow.Sender, _ header: PacketHeader) -> String? {
    guard let (one, two) = traces(sender, header) else { return "\(sender) is not in the copy" }
    let (first, second) = (
      "\(one.verdict) \(one.codes) \(one.blockerCodes)",
      "\(two.verdict) \(two.codes) \(two.blockerCodes)"
    )
    return first == second ? nil : "\(header):\n\(first)\n\(second)"
  }

  /// The verdicts on a packet, where they are not the same: the copy says what the original assumes.
  func differenceOfVerdicts(_ sender: Flow.Sender, _ header: PacketHeader) -> String? {
    guard let (one, two) = traces(sender, header) else { return "\(sender) is not in the copy" }
    return one.verdict == two.verdict
      ? nil : "\(header):\n\(one.verdict) \(one.codes)\n\(two.verdict) \(two.codes)"
  }

  private func traces(_ sender: Flow.Sender, _ header: PacketHeader) -> (Trace, Trace)? {
    counterpart(of: sender).map {
      (original.trace(Flow(sender, header)), copy.trace(Flow($0, header)))
    }
  }

  private func counterpart(of sender: Flow.Sender) -> Flow.Sender? {
    let (old, new) = (original.topology, copy.topology)
    switch sender {
    case .internet: return .internet
    case .networkInterface(let slot):
      return new.networkInterfaces.reference(to: old.networkInterfaces.id(of: slot))
        .map { .networkInterface($0) }
    case .onPremises(let slot):
      return new.vpnConnections.reference(to: old.vpnConnections.id(of: slot))
        .map { .onPremises($0) }
    }
  }

  /// Packets to an interface's addresses and to the internet.
  func headers(
    from sender: Reference<NetworkInterface>, to receiver: Reference<NetworkInterface>
  ) -> [PacketHeader] {
    let own = original.topology.networkInterfaces[sender]?.addresses ?? []
    let targets =
      (original.topology.networkInterfaces[receiver]?.addresses ?? []).map(\.address)
      + [IPAddress(198, 51, 100, 10), IPAddress(192, 168, 1, 1)]
    return targets.flatMap { target -> [PacketHeader] in
      guard let source = own.first(where: { $0.address.family == target.family }) else {
        return []
      }
      return [443, 5432].map { (port: UInt16) in
        var header = PacketHeader(
          source: source.address, destination: target, ipProtocol: .tcp)
        header.sourcePort = 40_000
        header.destinationPort = port
        return header
      }
    }
  }
}
