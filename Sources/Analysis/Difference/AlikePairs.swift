package import Dataplane

/// Which pairs of a network's interfaces fare alike, so that of many pairs few need to be asked about.
package struct AlikePairs {
  private let classes: HostClasses
  private var profiles: HostProfiles

  /// What pairs agree in if the packets from all addresses of the one to all addresses of the other fare
  /// alike.
  package struct Kind: Hashable {
    private let sender: Int32
    private let receiver: Int32
    private let relation: HostProfiles.Relation

    fileprivate init(_ sender: Int32, _ receiver: Int32, _ relation: HostProfiles.Relation) {
      self.sender = sender
      self.receiver = receiver
      self.relation = relation
    }
  }

  /// - Complexity: O(*n* log *n*) in the network's interfaces, rules and routes.
  package init(_ network: Network) {
    let neighbours = NetworkNeighbours([network])
    classes = HostClasses([network], neighbours)
    profiles = HostProfiles(classes, [network], neighbours)
  }

  /// The class of each interface, or `-1`: two of a class could change places, and no packet would fare
  /// otherwise.
  package var hostClasses: [Int32] { classes.classOf }

  /// The kind of the pairs of any two interfaces of two classes.
  package mutating func kind(from sender: Int32, to receiver: Int32) -> Kind {
    let (sender, receiver) = (Int(sender), Int(receiver))
    return Kind(
      profiles.profile(of: sender), profiles.profile(of: receiver),
      profiles.relation(of: sender, to: receiver))
  }
}
