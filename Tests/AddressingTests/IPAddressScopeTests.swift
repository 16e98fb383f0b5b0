import Addressing
import Testing

@Suite("IP address scopes")
struct IPAddressScopeTests {
  struct Scope: CustomTestStringConvertible {
    let testDescription: String
    let blocks: [String]
    let holds: @Sendable (IPAddress) -> Bool
  }

  @Test(arguments: [
    Scope(testDescription: "private", blocks: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]) {
      $0.isPrivate
    },
    Scope(testDescription: "shared", blocks: ["100.64.0.0/10"]) { $0.isSharedAddressSpace },
    Scope(testDescription: "unique local", blocks: ["fc00::/7"]) { $0.isUniqueLocal },
    Scope(testDescription: "link-local", blocks: ["169.254.0.0/16", "fe80::/10"]) {
      $0.isLinkLocal
    },
    Scope(testDescription: "multicast", blocks: ["224.0.0.0/4", "ff00::/8"]) { $0.isMulticast },
    Scope(testDescription: "loopback", blocks: ["127.0.0.0/8", "::1/128"]) { $0.isLoopback },
    Scope(testDescription: "unspecified", blocks: ["0.0.0.0/32", "::/128"]) { $0.isUnspecified },
    Scope(testDescription: "limited broadcast", blocks: ["255.255.255.255/32"]) {
      $0.isLimitedBroadcast
    },
  ])
  func `a scope holds its blocks and nothing next to them`(scope: Scope) throws {
    let blocks = try scope.blocks.map { text throws in try CIDRBlock(parsing: text) }
    let others = [IPAddress(8, 8, 8, 8), IPAddress(high: 0x2001_0db8_0000_0000, low: 1)]
    for address in blocks.flatMap({ $0.edges }) + others {
      let expected = blocks.contains { $0.contains(address) }
      #expect(scope.holds(address) == expected, "\(address)")
    }
  }

  @Test func `neighbours are of the same family`() throws {
    let (below, above) = (
      try IPAddress(parsing: "::fffe:ffff:ffff"), try IPAddress(parsing: "::1:0:0:0")
    )
    #expect(below.successor == above && above.predecessor == below)
    #expect(IPAddress(10, 0, 0, 255).successor == IPAddress(10, 0, 1, 0))
    #expect(IPAddress(10, 0, 1, 0).predecessor == IPAddress(10, 0, 0, 255))
    #expect(IPAddress(255, 255, 255, 255).successor == nil)
    #expect(IPAddress(0, 0, 0, 0).predecessor == nil)
    #expect(IPAddress(high: .max, low: .max).successor == nil)
    #expect(IPAddress(high: 0, low: 0).predecessor == nil)
  }
}
