import Dataplane
import TopologyModel

/// Which changes are an interface's own: of itself, of its instance, of its Elastic IPs.
///
/// What such a change causes is found for one interface of a class; the others of the class were changed in
/// the same way, each by a change of its own.
struct ChangeOwners {
  private let changes: [TopologyChange]
  private let classes: HostClasses
  private var changesOfInterface: [Reference<NetworkInterface>: [Int]] = [:]

  init(_ changes: [TopologyChange], _ classes: HostClasses, _ neighbours: NetworkNeighbours) {
    self.changes = changes
    self.classes = classes
    for (index, change) in changes.enumerated() {
      for interface in ChangeOwners.owners(of: change.subject, neighbours) {
        changesOfInterface[interface, default: []].append(index)
      }
    }
  }

  private static func owners(
    of subject: TopologyChange.Subject, _ neighbours: NetworkNeighbours
  ) -> Set<Reference<NetworkInterface>> {
    switch subject {
    case .networkInterface(let interface): [interface]
    case .instance(let instance): neighbours.interfacesOfInstance[instance] ?? []
    case .elasticIP(let address): neighbours.interfacesAtAddress[address] ?? []
    default: []
    }
  }

  /// The cause of a shift, told for every member of the classes that its ends stand for.
  func cause(_ cause: ChangeCause, of shift: VerdictShift) -> ChangeCause {
    var all = Set(cause.changes)
    for interface in [shift.sendingInterface, shift.receiver].compactMap({ $0 }) {
      let own = Set(changesOfInterface[interface] ?? []).intersection(cause.changes)
      for change in own { all.formUnion(counterparts(of: change, at: interface)) }
    }
    guard all.count > cause.changes.count else { return cause }
    return ChangeCause(changes: all.sorted(), isEachEnough: false)
  }

  /// The changes of the same sort of all who are like an interface.
  private func counterparts(
    of change: Int, at interface: Reference<NetworkInterface>
  ) -> [Int] {
    classes.members[classes.hostClass(of: interface)].flatMap { member in
      (changesOfInterface[member] ?? []).filter {
        changes[$0].subject.isOfSort(changes[change].subject)
      }
    }
  }
}

extension VerdictShift {
  fileprivate var sendingInterface: Reference<NetworkInterface>? {
    if case .networkInterface(let interface) = sender { interface } else { nil }
  }
}

extension TopologyChange.Subject {
  fileprivate func isOfSort(_ other: TopologyChange.Subject) -> Bool {
    switch (self, other) {
    case (.networkInterface, .networkInterface), (.instance, .instance), (.elasticIP, .elasticIP):
      true
    default: false
    }
  }
}
