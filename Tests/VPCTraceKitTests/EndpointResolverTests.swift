import TestSupport
import Testing
import VPCTraceKit

@Suite struct `Endpoints` {
  private var subnet = PublicSubnet()
  private let hidden: Reference<Subnet>

  init() {
    hidden = subnet.sketch.subnet("private", "10.0.2.0/24", in: subnet.vpc)
    let gateway = subnet.sketch.vpnGateway("vgw", in: subnet.vpc, prefixes: ["192.168.0.0/16"])
    subnet.sketch.routeTable("private", in: subnet.vpc, [hidden], ("192.168.0.0/16", gateway))
    subnet.sketch.interface("app", "10.0.2.10", in: hidden) { $0.name = "worker" }
    subnet.sketch.interface("app-2", "10.0.2.11", in: hidden) { $0.name = "worker" }
    subnet.sketch.interface("six", "2001:db8:0:1::6", in: subnet.subnet)
    let windows = subnet.sketch.instance("i-win")
    subnet.sketch.topology.instances.define(
      {
        var instance = Instance(id: "i-win")
        instance.name = "desk"
        instance.isWindows = true
        return instance
      }(), at: windows)
    subnet.sketch.interface("win-1", "10.0.2.21", in: hidden) {
      $0.instance = windows
      $0.deviceIndex = 1
    }
    subnet.sketch.interface("win-0", "10.0.2.20", in: hidden) { $0.instance = windows }
    subnet.sketch.interface("fn", "10.0.2.30", in: hidden) { $0.kind = .lambda }
    _ = subnet.sketch.instance("i-lonely")
  }

  private func flow(
    _ source: String, _ destination: String, _ traffic: VPCTraceKit.Traffic = .tcp(port: 443),
    sourcePort: UInt16? = nil, family: AddressFamily? = nil
  ) throws(EndpointError) -> Flow {
    let options = FlowRequest.Options(traffic, sourcePort: sourcePort, family: family)
    return try EndpointResolver(subnet.sketch.network).flow(
      FlowRequest(from: source, to: destination, options))
  }

  private func message(_ source: String, _ destination: String) -> String? {
    do {
      _ = try flow(source, destination)
      return nil
    } catch {
      return error.message
    }
  }

  @Test(arguments: [
    ("app", "10.0.2.10"), ("10.0.2.10", "10.0.2.10"), ("web", "10.0.1.10"),
    ("203.0.113.10", "10.0.1.10"), ("i-win", "10.0.2.20"), ("desk", "10.0.2.20"),
    ("win-1", "10.0.2.21"), ("internet", "198.51.100.10"), ("internet:192.0.2.7", "192.0.2.7"),
    ("vgw-vpn", "192.168.0.1"), ("192.168.3.4", "192.168.3.4"),
  ])
  func `a source is an id, a name, an address, the internet or a network behind a VPN`(
    word: String, address: String
  ) throws {
    #expect(try flow(word, "192.0.2.1").header.source.description == address)
  }

  @Test(arguments: [
    ("app", "10.0.2.10"), ("desk", "10.0.2.20"), ("internet", "198.51.100.10"),
    ("203.0.113.10", "203.0.113.10"), ("vgw-vpn", "192.168.0.1"), ("10.0.9.9", "10.0.9.9"),
    ("8.8.8.8", "8.8.8.8"), ("10.0.0.2", "10.0.0.2"), ("10.0.1.1", "10.0.1.1"),
  ])
  func `a destination may be any address, the router and the resolver too`(
    word: String, address: String
  ) throws {
    #expect(try flow("web", word).header.destination.description == address)
  }

  @Test func `from the internet a name means its public address`() throws {
    #expect(try flow("internet", "web").header.destination.description == "203.0.113.10")
    #expect(
      try flow("internet", "web", family: .ipv6).header.destination.description
        == "2001:db8:0:1::10")
    let hidden = try flow("internet", "app")
    #expect(hidden.destinationLacksPublicAddress)
    #expect(!(try flow("internet", "10.0.2.10").destinationLacksPublicAddress))
  }

  @Test func `the family is that of an address given, else IPv4, else IPv6`() throws {
    #expect(try flow("web", "internet").header.family == .ipv4)
    #expect(try flow("web", "six").header.family == .ipv6)
    #expect(try flow("2001:db8:0:1::10", "internet").header.family == .ipv6)
    #expect(try flow("web", "internet", family: .ipv6).header.family == .ipv6)
    #expect(message("10.0.1.10", "six") != nil)
    #expect(message("10.0.1.10", "2001:db8::1") != nil)
  }

  @Test(arguments: [
    ("web", 32768), ("desk", 49152), ("fn", 1024), ("internet", 1024), ("vgw-vpn", 32768),
  ])
  func `the client's port is the first of its system's range, R-NACL-13`(
    word: String, port: UInt16
  ) throws {
    let flow = try flow(word, "10.0.2.10")
    #expect(flow.header.sourcePort == port)
    #expect(flow.defaultedSourcePorts?.range.first == port)
    let named = try self.flow(word, "10.0.2.10", sourcePort: 50000)
    #expect(named.header.sourcePort == 50000)
    #expect(named.defaultedSourcePorts == nil)
    #expect(named.otherSourcePorts?.range.first == port)
  }

  @Test(arguments: [
    "0.0.0.0", "255.255.255.255", "224.0.0.1", "127.0.0.1", "::", "ff02::1", "10.0.1.0",
    "10.0.1.2", "10.0.1.3", "10.0.1.255", "10.0.2.2", "2001:db8:0:1::",
    "2001:db8:0:1:ffff:ffff:ffff:ffff",
  ])
  func `a destination that no packet can be meant for is refused`(address: String) {
    let refusal = message("web", address)
    #expect(refusal?.hasPrefix("no packet can be meant for \(address)") == true)
  }

  @Test func `an unknown name is answered with the nearest one`() {
    let error = #expect(throws: EndpointError.self) { try flow("wbe", "app") }
    #expect(error?.message == "nothing in the input is called 'wbe'")
    #expect(error?.hint?.contains("'web'") == true)
  }

  @Test func `a name that fits several things lists them, and stands for all on demand`() throws {
    let error = #expect(throws: EndpointError.self) { try flow("web", "worker") }
    #expect(error?.message == "'worker' fits 2 things")
    #expect(error?.candidates.count == 2)
    #expect(error?.candidates[0].contains("10.0.2.10") == true)
    #expect(try EndpointResolver(subnet.sketch.network).endpoints("worker").count == 2)
  }

  @Test(arguments: ["10.0.9.9", "8.8.8.8", "i-lonely", "10.0.0.300", "1.2.3", "internet:x"])
  func `nobody can send from what is not in the model`(word: String) {
    #expect(message(word, "web") != nil)
  }

  @Test func `pings are ICMP over IPv4 and ICMPv6 over IPv6`() throws {
    let four = try flow("web", "internet", .icmp()).header
    #expect(four.ipProtocol == .icmp && four.icmp == ICMPMessage(type: 8))
    let six = try flow("web", "six", .icmp()).header
    #expect(six.ipProtocol == .icmpv6 && six.icmp == ICMPMessage(type: 128))
    #expect(throws: EndpointError.self) { try flow("web", "10.0.2.10", .other(.icmpv6)) }
  }

  @Test func `a network traces what is named`() throws {
    let trace = try subnet.sketch.network.trace(from: "web", to: "app", .tcp(port: 443))
    #expect(trace.verdict == .delivered)
  }

  @Test func `an address that several VPCs hold is ambiguous as a source`() {
    var sketch = subnet.sketch
    let other = sketch.vpc("other", "10.0.0.0/16")
    let twin = sketch.subnet("twin", "10.0.1.0/24", in: other)
    sketch.interface("web-twin", "10.0.1.10", in: twin)
    let error = #expect(throws: EndpointError.self) {
      try sketch.network.trace(from: "10.0.1.10", to: "app", .tcp(port: 443))
    }
    #expect(error?.candidates == ["web", "web-twin"])
  }
}
