public import Addressing
public import Dataplane
import TopologyModel

/// What becomes of packets from one sender, as sets of the packets that are sent.
///
/// The sets share no packet, and together hold all that were asked about.
public struct Reachability: Sendable {
  /// They arrive, and so do their replies where there are any.
  public let delivered: HeaderSpace
  /// They arrive, and their replies don't.
  public let replyDropped: HeaderSpace
  public let dropped: HeaderSpace
  /// The model ends before they do.
  public let undetermined: HeaderSpace
  /// Equally good routes disagree (R-ROUTE-7).
  public let ambiguous: HeaderSpace

  /// Sums up the pieces of a walk.
  public init(_ pieces: [SetPiece]) {
    func packets(_ verdict: Verdict) -> HeaderSpace {
      HeaderSpace(disjoint: pieces.filter { $0.verdict == verdict }.flatMap { $0.sent.boxes })
    }
    delivered = packets(.delivered)
    replyDropped = packets(.replyDropped)
    dropped = packets(.dropped)
    undetermined = packets(.undetermined)
    ambiguous = packets(.ambiguous)
  }
}

extension SetWalk {
  /// Tells what becomes of the packets that `sender` may send to a block.
  ///
  /// An interface sends from its own addresses, everyone else from any; `space` holds the packets to be
  /// asked about alone, such as those to one port.
  public func reachability(
    from sender: Flow.Sender, to destination: CIDRBlock, within space: HeaderSpace = .all
  ) -> Reachability {
    let destinations = AddressRange(destination)
    let boxes = sources(of: sender, destination.family).map {
      HeaderBox(source: $0, destination: destinations)
    }
    return Reachability(
      pieces(from: sender, of: HeaderSpace(union: boxes).intersection(space)))
  }

  private func sources(of sender: Flow.Sender, _ family: AddressFamily) -> [AddressRange] {
    guard case .networkInterface(let reference) = sender else {
      return [AddressRange(all: family)]
    }
    guard let interface = network.topology.networkInterfaces[reference] else { return [] }
    let own = interface.addresses.map { AddressRange($0.address) }
    return (own + interface.prefixes.map { AddressRange($0) }).filter { $0.family == family }
  }
}

extension Network {
  /// Tells what becomes of the packets from `sender` to a block; for more questions make a ``SetWalk``
  /// and keep it.
  public func reachability(
    from sender: Flow.Sender, to destination: CIDRBlock, within space: HeaderSpace = .all
  ) -> Reachability {
    SetWalk(self).reachability(from: sender, to: destination, within: space)
  }
}
