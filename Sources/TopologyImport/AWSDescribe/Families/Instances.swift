import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readReservation(_ node: JSONNode) {
    for instance in reader.objects("Instances", of: node) { readInstance(instance) }
  }

  private mutating func readInstance(_ node: JSONNode) {
    guard
      let (id, slot) = reader.admit(node, "InstanceId", .instance, into: &topology.instances)
    else { return }
    var instance = Instance(id: id)
    instance.name = reader.nameTag(of: node)
    instance.tags = reader.otherTags(of: node)
    if let state = reader.object("State", of: node) {
      instance.state =
        reader.choice("Name", of: state, ifUnknown: .unknown) { Instance.State(rawValue: $0) }
        ?? .running
    }
    instance.isWindows = reader.text("Platform", of: node)?.lowercased() == "windows"
    instance.location = reader.location(of: node)
    topology.instances.define(instance, at: slot)
    for interface in reader.objects("NetworkInterfaces", of: node) {
      readInterface(interface, of: slot)
    }
  }
}
