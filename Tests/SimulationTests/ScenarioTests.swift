import Foundation
import Simulation
import TestSupport
import Testing
import VPCTraceKit

/// What events do, told by what becomes of packets.
@Suite("Scenarios")
struct ScenarioTests {
  private let connect = """
    { at: "0s", connect: { name: "c", from: "internet:198.51.100.7", to: "bastion-2", traffic: "tcp 22" } }
    """

  @Test
  func `R-TRK-4, golden case 11: an open rule that goes cuts its sessions, a narrow one does not`()
    throws
  {
    let session = try Session(
      """
      { connect: { name: "open", from: "internet", to: "bastion-1", traffic: "tcp 22" } },
      { connect: { name: "narrow", from: "internet:198.51.100.7", to: "bastion-2", traffic: "tcp 22" } },
      { at: "1d", removeRule: { securityGroup: "for-anybody", inbound: "tcp 22 from 0.0.0.0/0" } },
      { removeRule: { securityGroup: "for-the-office", inbound: "tcp 22 from 198.51.100.7/32" } },
      { request: { in: "open" } }, { request: { in: "narrow" } },
      """)
    #expect(session.outcomes == [.delivered, .delivered, .dropped, .delivered])
    #expect(session.denials == [.groupNoRules])
    let edits = session.moments.compactMap { moment -> [Int]? in
      guard case .edit(let result) = moment.result else { return nil }
      return [result.tracked.count, result.untracked.count, result.forgotten.count]
    }
    #expect(edits == [[0, 1, 0], [1, 0, 0]])
  }

  @Test func `R-NACL-15: an ACL acts at once on what is tracked and on what is not`() throws {
    let session = try Session(
      """
      \(connect), { connect: { name: "open", from: "internet", to: "bastion-1", traffic: "tcp 22" } },
      { addRule: { networkACL: "edge", outbound: "90 deny tcp 1024-65535 to 0.0.0.0/0" } },
      { request: { in: "c" } }, { request: { in: "open" } },
      { removeRule: { networkACL: "edge", outbound: 90 } },
      { request: { in: "c" } }, { request: { in: "open" } },
      """)
    #expect(
      session.outcomes == [
        .delivered, .delivered, .replyDropped, .replyDropped, .delivered, .delivered,
      ])
    #expect(session.denials == [.aclRuleDeny, .aclRuleDeny])
  }

  @Test(arguments: [
    (
      "{ setGroups: { interface: 'bastion-2', groups: ['app'] } }", Outcome.delivered,
      Outcome.dropped
    ),
    ("{ stop: 'bastion-2' }", .dropped, .dropped),
    (
      "{ setRoute: { routeTable: 'public', to: '0.0.0.0/0', target: 'blackhole' } }", .replyDropped,
      .replyDropped
    ),
    ("{ removeRoute: { routeTable: 'public', to: '0.0.0.0/0' } }", .replyDropped, .replyDropped),
    ("{ associate: { subnet: 'public', routeTable: 'main' } }", .replyDropped, .replyDropped),
    ("{ associate: { subnet: 'public', networkACL: 'default' } }", .delivered, .delivered),
    ("{ failZone: 'us-east-1a' }", .dropped, .dropped),
    ("{ deleteNATGateway: 'my-nat' }", .delivered, .delivered),
  ])
  func `a change meets a live session, and a new one`(
    change: String, live: Outcome, new: Outcome
  ) throws {
    let session = try Session(
      """
      \(connect), \(change), { packet: { in: "c" } }, { packet: { in: "c", by: "server" } },
      { connect: { from: "internet:198.51.100.7", to: "bastion-2", traffic: "tcp 22" } },
      """)
    let outcomes = session.outcomes
    #expect((outcomes[1] == .delivered ? outcomes[2] : outcomes[1]) == live)
    #expect(outcomes[3] == new)
  }

  @Test func `a stopped instance has forgotten everything when it starts again`() throws {
    let session = try Session(
      """
      \(connect), { stop: "bastion-2" }, { start: "bastion-2" },
      { expect: { tracked: 0, at: "bastion-2" } },
      { removeRule: { securityGroup: "for-the-office", inbound: "tcp 22 from 198.51.100.7/32" } },
      { packet: { in: "c" } },
      """)
    #expect(session.failures == 0)
    #expect(session.outcomes == [.delivered, .dropped])
  }

  @Test func `a zone that comes back starts what its failure stopped, and nothing else`() throws {
    let session = try Session(
      """
      { connect: { name: "c", from: "app-1", to: "internet", traffic: "tcp 443" } },
      { stop: "bastion-1" }, { failZone: "us-east-1a" }, { request: { in: "c" } },
      { restoreZone: "us-east-1a" },
      { expect: { tracked: 0, at: "app-1" } }, { expect: { translated: 0, at: "my-nat" } },
      { connect: { from: "app-1", to: "internet", traffic: "tcp 443" } },
      { ping: { from: "bastion-2", to: "internet" } }, { ping: { from: "bastion-1", to: "internet" } },
      """)
    #expect(session.failures == 0)
    #expect(session.outcomes == [.delivered, .dropped, .delivered, .delivered, .dropped])
    #expect(session.denials == [.instanceNotRunning, .instanceNotRunning])
  }

  @Test func `what happened to its parts in the meantime outlives the failure of a zone`() throws {
    let session = try Session(
      """
      { failZone: "us-east-1a" }, { start: "bastion-1" }, { deleteNATGateway: "my-nat" },
      { ping: { from: "bastion-1", to: "internet" } }, { restoreZone: "us-east-1a" },
      { ping: { from: "bastion-1", to: "internet" } }, { ping: { from: "app-1", to: "internet" } },
      """)
    #expect(session.outcomes == [.delivered, .delivered, .dropped])
    #expect(session.denials == [.routeBlackhole])
  }

  @Test func `R-NAT-13: a deleted NAT gateway leaves a blackhole behind`() throws {
    let session = try Session(
      """
      { connect: { name: "c", from: "app-1", to: "internet", traffic: "tcp 443" } },
      { expect: { translated: 1, at: "my-nat" } },
      { deleteNATGateway: "my-nat" }, { expect: { translated: 0, at: "my-nat" } },
      { request: { in: "c" } },
      """)
    #expect(session.failures == 0)
    #expect(session.denials == [.routeBlackhole])
  }

  @Test func `a tunnel that goes down takes its connection with it unless the other is up`() throws
  {
    let path = PackageFolder.url("Topologies/vpn/design.json5").path
    let network = Network(try Topology.load(path: path).topology)
    let session = try Session(
      """
      { ping: { name: "p", from: "intranet-a", to: "office" } },
      { tunnelDown: { vpn: "office", tunnel: 1 } }, { request: { in: "p" } },
      { tunnelDown: { vpn: "office", tunnel: 2 } }, { request: { in: "p" } },
      { tunnelUp: { vpn: "office", tunnel: 1 } }, { request: { in: "p" } },
      """, in: network)
    #expect(session.outcomes == [.delivered, .delivered, .dropped, .delivered])
    #expect(session.denials == [.vpnConnectionDown])
  }

  @Test func `R-NAT-5: a gateway runs out of ports for one destination`() throws {
    let session = try Session(
      """
      { packet: { from: "app-1", to: "internet", traffic: "tcp 443", flags: "SYN", count: 55002 } },
      { expect: { delivered: 55000 } }, { expect: { translated: 55000, at: "my-nat" } },
      { ping: { from: "app-1", to: "internet" } }, { expect: "delivered" },
      """)
    #expect(session.failures == 0)
    #expect(session.denials == [.natPortsExhausted])
  }

  @Test(arguments: ["client", "server"])
  func `R-TRK-7: an end in good order reaches everybody, and nothing is remembered behind it`(
    party: String
  ) throws {
    let session = try Session(
      """
      { connect: { name: "c", from: "app-1", to: "internet", traffic: "tcp 443" } },
      { close: { in: "c", by: "\(party)" } },
      { expect: { tracked: 0, at: "app-1" } }, { expect: { translated: 0, at: "my-nat" } },
      { packet: { in: "c", by: "server" } },
      """)
    #expect(session.failures == 0)
    #expect(session.outcomes == [.delivered, .delivered, .replyDropped])
    #expect(session.assumptions == [])
  }

  @Test func `R-TRK-7: without its last ACK a connection lingers for a minute`() throws {
    let events = """
      { connect: { name: "c", from: "app-1", to: "internet", traffic: "tcp 443" } },
      { packet: { in: "c", flags: "FIN ACK" } },
      { packet: { in: "c", by: "server", flags: "FIN ACK" } },
      """
    let expect = "expect: { tracked:"
    let session = try Session(
      events
        + "{ at: '59999ms', \(expect) 1, at: 'app-1' } }, { at: '1m', \(expect) 0, at: 'app-1' } }")
    #expect(session.failures == 0)
  }

  @Test func `R-TRK-6: the times of an interface can be set`() throws {
    let events = """
      { connect: { name: "c", from: "app-1", to: "internet", traffic: "udp 53" } },
      """.replacing("connect", with: "request")
    let asked = events + "{ at: '+45s', packet: { in: 'c', by: 'server' } },"
    #expect(try Session(asked).outcomes == [.delivered, .replyDropped])
    #expect(
      try Session(asked, settings: "interfaces: { 'app-1': { udpSingle: '60s' } },").outcomes
        == [.delivered, .delivered])
  }

  @Test func `R-TRK-6: a scenario goes before the times of the topology, one by one`() throws {
    var topology = try #require(Session.network).topology
    let app = try #require(topology.networkInterfaces.reference(to: "app-1/eth0"))
    var interface = try #require(topology.networkInterfaces[app])
    (interface.idleTimeouts.udpSingle, interface.idleTimeouts.udpStream) = (60, 120)
    topology.networkInterfaces.define(interface, at: app)
    let asked = """
      { request: { name: "c", from: "app-1", to: "internet", traffic: "udp 53" } },
      { at: "+45s", packet: { in: "c", by: "server" } },
      """
    let network = Network(topology)
    #expect(try Session(asked, in: network).outcomes == [.delivered, .delivered])
    let shorter = "interfaces: { 'app-1': { udpSingle: '30s' } },"
    #expect(
      try Session(asked, settings: shorter, in: network).outcomes == [.delivered, .replyDropped])
    let run = try Session.run("{ \(shorter) events: [] }", in: network)
    #expect(run.scenario.settings.map { $0.timeouts.udpStream } == [120])
  }

  @Test func `R-TRK-10: the number of tracked flows can be limited`() throws {
    let session = try Session(
      """
      { request: { from: "app-1", to: "internet", traffic: "udp 53", count: 5 } },
      { expect: { delivered: 3 } }, { expect: { tracked: 3, at: "app-1" } },
      """, settings: "interfaces: { 'app-1': { trackedFlows: 3 } },")
    #expect(session.failures == 0)
    #expect(session.denials == [.groupTrackingLimit])
  }

  @Test func `R-TRK-8: a packet within a connection that nobody knows is judged as new`() throws {
    let session = try Session(
      """
      { packet: { from: "internet:198.51.100.7", to: "bastion-2", traffic: "tcp 22", flags: "PSH ACK" } },
      { packet: { from: "internet", to: "bastion-2", traffic: "tcp 22", flags: "ACK" } },
      """)
    #expect(session.outcomes == [.delivered, .dropped])
  }

  @Test func `clients take one port after the other, and a server that heard nothing is silent`()
    throws
  {
    let session = try Session(
      """
      { ping: { from: "bastion-1", to: "internet" } },
      { packet: { name: "a", from: "app-1", to: "internet", traffic: "udp 53", count: 2 } },
      { packet: { name: "b", from: "app-1", to: "internet", traffic: "udp 53" } },
      { packet: { name: "c", from: "internet", to: "app-1", traffic: "udp 53" } },
      { packet: { in: "c", by: "server" } },
      """)
    let ports = session.moments.compactMap { moment -> UInt16? in
      guard case .traffic(let result) = moment.result else { return nil }
      return result.samples[0].packets.first?.passage.packet.header.sourcePort
    }
    #expect(ports == [0, 32768, 32770, 1024])
    #expect(session.outcomes == [.delivered, .delivered, .delivered, .dropped, .unsent])
  }

  @Test func `a copy of a run goes its own way`() throws {
    var run = try Session.run("{ events: [\(connect), { request: { in: 'c' } }, { show: 'all' }] }")
    let start = run
    while run.step() != nil {}
    #expect(run.live.connections.count == 1)
    #expect(start.live.connections.isEmpty)
    #expect(start.position == 0)
  }

  @Test func `times are absolute, relative, or those of the event before`() throws {
    let session = try Session(
      """
      { at: "1s", show: "all" }, { show: "all" }, { at: "+1m30s", show: "all" },
      { at: "1h250ms", show: "all" }, { at: "+0s", show: "all" }, { at: "2d", show: "all" },
      """)
    #expect(
      session.moments.map { $0.event.time }
        == [1000, 1000, 91_000, 3_600_250, 3_600_250, 172_800_000])
  }
}
