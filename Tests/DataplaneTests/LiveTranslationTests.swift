import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// NAT gateways in time: ports, idle connections and resets (R-NAT-5, R-NAT-6).
@Suite("NAT gateways in time")
struct LiveTranslationTests {
  /// Many connections from many ports of one host, and how many find a port at the gateway.
  private func delivered(
    _ count: Int, _ live: inout LiveNetwork, _ host: NATSubnets,
    to destination: String = "198.51.100.1",
    _ port: UInt16 = 443
  ) -> Int {
    let flow = host.sketch.flow(from: host.a, to: destination, .tcp(port))
    return (0..<count).count { index in
      var header = flow.header
      header.sourcePort = 1024 + UInt16(index)
      return live.deliver(LivePacket(flow.sender, header, .syn))
    }
  }

  @Test func `R-NAT-5: 55,000 connections for each destination, port and protocol`() {
    let host = NATSubnets()
    var live = LiveNetwork(host.sketch.network)
    #expect(delivered(55_002, &live, host) == 55_000)
    #expect(delivered(3, &live, host, 80) == 3)
    #expect(delivered(3, &live, host, to: "198.51.100.2") == 3)
    let flow = host.sketch.flow(from: host.a, to: "198.51.100.1", .tcp(443), sourcePort: 60_000)
    #expect(
      live.send(LivePacket(flow.sender, flow.header, .syn)).denial?.decision.code
        == .natPortsExhausted)
    let udp = host.sketch.flow(from: host.a, to: "198.51.100.1", .udp(443))
    #expect(live.send(LivePacket(udp.sender, udp.header)).isDelivered)
  }

  @Test func `R-NAT-5: every further address of the gateway has ports of its own`() {
    let host = NATSubnets {
      var second = NATGateway.Address(privateAddress: IPAddress(10, 0, 1, 21))
      second.publicAddress = IPAddress(203, 0, 113, 21)
      $0.addresses.append(second)
    }
    var live = LiveNetwork(host.sketch.network)
    #expect(delivered(55_002, &live, host) == 55_002)
    let last = live.translations.filter { flow in
      if case .translator(_, let outside) = flow.holder {
        outside.source == IPAddress(10, 0, 1, 21)
      } else {
        false
      }
    }
    #expect(last.count == 2)
    // Answers come back by the second address.
    let flow = host.sketch.flow(from: host.a, to: "198.51.100.1", .tcp(443), sourcePort: 60_000)
    let request = LivePacket(flow.sender, flow.header, .syn)
    let passage = live.send(request)
    #expect(passage.arrived.source == IPAddress(203, 0, 113, 21))
    let answer = LivePacket(.internet, passage.arrived.reply ?? flow.header, [.syn, .ack])
    #expect(live.send(answer, answering: request).isDelivered)
  }

  @Test func `R-NAT-5: a port is free again when its connection has ended`() {
    let host = NATSubnets()
    var live = LiveNetwork(host.sketch.network)
    #expect(delivered(55_000, &live, host) == 55_000)
    let flow = host.sketch.flow(from: host.a, to: "198.51.100.1", .tcp(443), sourcePort: 1024)
    let other = host.sketch.flow(from: host.a, to: "198.51.100.1", .tcp(443), sourcePort: 60_000)
    let arrivals = [
      live.deliver(LivePacket(other.sender, other.header, .syn)),
      live.deliver(LivePacket(flow.sender, flow.header, .rst)),
      live.deliver(LivePacket(other.sender, other.header, .syn)),
    ]
    #expect(arrivals == [false, true, true])
    live.advance(to: 350_000)
    #expect(delivered(55_001, &live, host) == 55_000)
  }

  @Test(arguments: [(349_999, true), (350_000, false)])
  func `R-NAT-6: an idle connection is forgotten after 350 seconds, and then reset`(
    milliseconds: Int, isKnown: Bool
  ) throws {
    let host = NATSubnets()
    let flow = host.sketch.flow(from: host.a, to: "198.51.100.1", .tcp(443))
    var live = LiveSketch(host.sketch)
    #expect(live.connect(flow) == .delivered)
    var later = live.live
    later.advance(to: milliseconds)
    let passage = later.send(LivePacket(flow.sender, flow.header, .ack))
    #expect(passage.isDelivered == isKnown)
    #expect(passage.denials == (isKnown ? [] : [.natNoState]))
    #expect(passage.reset.count == (isKnown ? 0 : 1))
    guard let reset = passage.reset.first else { return }
    #expect(reset.isDelivered)
    #expect(reset.receiver == flow.sender)
    #expect(reset.packet.flags == .rst)
    #expect(reset.arrived == flow.header.reply)
    // The reset ends the connection at the host's own interface.
    #expect(later.connections.isEmpty)
    #expect(later.send(LivePacket(flow.sender, flow.header, .syn)).isDelivered)
  }

  @Test func `R-NAT-6: what comes from outside after that is dropped in silence`() throws {
    let host = NATSubnets()
    let flow = host.sketch.flow(from: host.a, to: "198.51.100.1", .tcp(443))
    var live = LiveNetwork(host.sketch.network)
    let sent = live.send(LivePacket(flow.sender, flow.header, .syn))
    live.advance(to: 350_000)
    let answer = live.send(LivePacket(.internet, try #require(sent.arrived.reply), [.syn, .ack]))
    #expect(answer.denials.first == .natUnsolicited)
    #expect(answer.reset.isEmpty)
  }

  @Test func `R-NAT-6: the reset passes the filters of the way back`() throws {
    var host = NATSubnets()
    let flow = host.sketch.flow(from: host.a, to: "198.51.100.1", .tcp(443))
    host.sketch.acl(
      "edge", in: host.vpc, [host.edge], inbound: ["100 allow all from 0.0.0.0/0"],
      outbound: ["100 deny tcp 40000 to 10.0.2.0/24", "200 allow all to 0.0.0.0/0"])
    var live = LiveNetwork(host.sketch.network)
    let passage = live.send(LivePacket(flow.sender, flow.header, .ack))
    #expect(passage.denials == [.natNoState])
    #expect(try #require(passage.reset.first).denials == [.aclRuleDeny])
    #expect(live.connections.count == 1)
  }

  @Test func `R-NAT-6: UDP that comes too late is sent from a port anew`() throws {
    let host = NATSubnets()
    let flow = host.sketch.flow(from: host.a, to: "198.51.100.1", .udp(53))
    var live = LiveSketch(host.sketch)
    #expect(live.exchange(flow) == .delivered)
    live.advance(to: 350)
    #expect(live.exchange(flow) == .delivered)
    #expect(live.live.translations.count == 1)
  }

  @Test func `R-NAT-13: a deleted gateway remembers nothing`() {
    let host = NATSubnets()
    let flow = host.sketch.flow(from: host.a, to: "198.51.100.1", .tcp(443))
    var live = LiveNetwork(host.sketch.network)
    #expect(live.send(LivePacket(flow.sender, flow.header, .syn)).isDelivered)
    guard case .natGateway(let gateway) = host.nat else { return }
    live.forget(gateway)
    #expect(live.translations.isEmpty)
  }
}
