import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  mutating func buildPrefixLists() {
    for index in resources(
      "aws_ec2_managed_prefix_list", "data.aws_ec2_managed_prefix_list", "data.aws_prefix_list")
    {
      let id = resource(index).address
      var list = PrefixList(id: id)
      list.name = reader.id("name", of: values(index))
      list.maximumEntries = reader.integer("max_entries", of: values(index), in: 0...1_000_000)
      list.isAWSManaged =
        reader.id("owner_id", of: values(index)) == "AWS"
        || list.name?.utf8.starts(with: "com.amazonaws.".utf8) == true
      list.location = location(index)
      list.entries = entries(of: index)
      topology.prefixLists.define(list, at: topology.prefixLists.mention(id))
    }
    for index in resources("aws_ec2_managed_prefix_list_entry") { addEntry(index) }
  }

  /// Entries inside the list; `nil` where one of them is not known.
  private mutating func entries(of index: Int) -> [PrefixList.Entry]? {
    // What is looked up only while the plan is applied. A new list without blocks begins empty.
    for key in ["entries", "cidr_blocks"]
    where resource(index).isData && linker.isUnknown(key, of: resource(index).attributes) {
      reportUnknown(key, of: index)
      return nil
    }
    var entries: [PrefixList.Entry] = []
    for block in blocks("entry", of: index) + blocks("entries", of: index) {
      guard let cidr = cidr("cidr", of: block) else {
        reportUnknown("entry.cidr", of: index)
        return nil
      }
      entries.append(PrefixList.Entry(cidr, location: reader.location(of: block.values)))
    }
    for element in reader.elements("cidr_blocks", of: values(index)) {
      if let block = reader.block(element) {
        entries.append(PrefixList.Entry(block, location: reader.location(of: element)))
      }
    }
    return entries
  }

  private mutating func addEntry(_ index: Int) {
    guard let id = named("prefix_list_id", .prefixList, of: index) else { return }
    let slot = topology.prefixLists.mention(id)
    guard var list = topology.prefixLists[slot], let known = list.entries else { return }
    guard let cidr = cidr("cidr", of: resource(index).attributes) else {
      reportUnknown("cidr", of: index)
      list.entries = nil
      return topology.prefixLists.define(list, at: slot)
    }
    if !known.contains(where: { $0.block == cidr }) {
      list.entries = known + [PrefixList.Entry(cidr, location: location(index))]
      topology.prefixLists.define(list, at: slot)
    }
  }

  /// AWS's own list of a service's addresses: the one that is looked up, or one without entries.
  mutating func prefixList(ofService service: String, _ index: Int) -> Reference<PrefixList> {
    if let id = linker.known("prefix_list_id", of: resource(index).attributes) {
      return topology.prefixLists.mention(linker.identity(ofID: id))
    }
    let known = topology.prefixLists.resources.first { $0.resource.name == service }
    if let known { return known.reference }
    let slot = topology.prefixLists.mention(service)
    var list = PrefixList(id: service)
    list.name = service
    list.isAWSManaged = true
    topology.prefixLists.define(list, at: slot)
    return slot
  }
}
