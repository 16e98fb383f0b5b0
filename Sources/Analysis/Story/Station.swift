public import Dataplane
public import TopologyModel

/// A place that a packet comes by, and what was done with it there.
public struct Station: Hashable, Sendable {
  /// From 1; the reply's stations go on where the request's end.
  public let number: Int
  public let isOnReply: Bool
  public let component: Component
  /// Which way the packet passes, where that means anything.
  public let direction: Direction?
  /// The decisions that were taken here: places in the leg's hops, at least one.
  public let hops: Range<Int>
  public let check: Check
  public let memory: Memory
  /// The route that was taken leads to something in the subnet that the packet is in: no ACL is asked (R-NACL-7).
  public let staysInSubnet: Bool
  /// Behind a denial: what would happen there if the packet came so far.
  public let isHypothetical: Bool

  /// Which list was read, if any was.
  public enum Check: Hashable, Sendable {
    /// The rules of the interface's groups, all of them as one list (R-SG-1).
    case groupRules
    /// The entries of the subnet's ACL, by ascending numbers (R-NACL-2).
    case aclEntries
    /// The routes of a table, of which the longest prefix wins (R-ROUTE-4).
    case routes
    /// The prefixes that a virtual private gateway knows.
    case prefixes
    /// The input holds no such list at all, and AWS's own was assumed.
    case assumedList
    /// What is read here, or all of it, neither the input nor the model tells.
    case unknown
    /// No list was read.
    case none(Reason)
  }

  /// Why no list was read.
  public enum Reason: Hashable, Sendable {
    /// The sender or the receiver itself.
    case end
    /// The interface looks at whose addresses the packet bears, and at no list.
    case ownAddresses
    /// The groups remember the request that this packet answers (R-TRK-1).
    case tracked
    /// Both ends are in one subnet (R-NACL-7, R-ROUTE-6).
    case sameSubnet
    /// Amazon's services at link-local addresses are not filtered (R-PIPE-7).
    case linkLocalService
    /// A gateway that has no rules of its own.
    case gateway
    /// The platform itself decides.
    case platform
  }

  /// What a station knows of the exchange when the packet has passed.
  public enum Memory: Hashable, Sendable {
    /// There is nothing that it could remember.
    case none
    /// It never remembers anything, as network ACLs do (R-NACL-6).
    case stateless
    /// It remembers the request, and lets the answer pass for that.
    case remembers
    /// It remembers requests; whether it will know this one's answer is not shown, as none came by.
    case unproven
    /// The reply passes because it remembers the request.
    case recalls
    /// It keeps no entry of this flow, which is open both ways to everybody (R-TRK-3).
    case keepsNoEntry
    /// It remembers what it let through, and never saw the request that this reply answers.
    case neverSawRequest
  }
}
