import Addressing
import SourceText
import TopologyModel

extension TemplateBuilder {
  mutating func buildPrefixLists() {
    for resource in resources("AWS::EC2::PrefixList") {
      let properties = reader.properties(of: resource)
      var list = PrefixList(id: resource.id)
      list.name =
        reader.nameTag(of: properties) ?? reader.text("PrefixListName", of: properties).value
      list.maximumEntries = reader.integer("MaxEntries", of: properties, in: 0...1_000_000).value
      list.entries = entries(of: properties)
      list.location = location(of: resource)
      topology.prefixLists.define(list, at: topology.prefixLists.mention(resource.id))
    }
  }

  /// The list's entries; `nil` where one of them is not known, and so the whole is not.
  private mutating func entries(of properties: TemplateObject) -> [PrefixList.Entry]? {
    var entries: [PrefixList.Entry] = []
    var isKnown = true
    for element in reader.elements("Entries", of: properties) {
      guard case .object(let object) = element.content else {
        if case .unknown(let unknown) = element.content { reader.note(unknown, at: element.node) }
        isKnown = false
        continue
      }
      if object["Cidr"] == nil { reader.missing("Cidr", of: object) }
      if let block = reader.known(reader.block("Cidr", of: object), object["Cidr"]) {
        entries.append(PrefixList.Entry(block, location: location(of: object)))
      } else {
        isKnown = false
      }
    }
    return isKnown ? entries : nil
  }

  /// The list that an id means, which may be one of AWS's own.
  mutating func prefixList(_ id: String) -> Reference<PrefixList> {
    guard topology.prefixLists.reference(to: id) == nil,
      let service = GatewayService(prefixListID: id, in: reader.region)
    else { return topology.prefixLists.mention(id) }
    let list = prefixList(ofService: service.name(in: reader.region))
    topology.prefixLists.alias(id, for: list)
    return list
  }

  /// AWS's own list of a service's addresses, whose entries no template tells.
  mutating func prefixList(ofService name: String) -> Reference<PrefixList> {
    let slot = topology.prefixLists.mention(name)
    if topology.prefixLists[slot] == nil {
      var list = PrefixList(id: name)
      list.name = name
      list.isAWSManaged = true
      topology.prefixLists.define(list, at: slot)
    }
    return slot
  }
}
