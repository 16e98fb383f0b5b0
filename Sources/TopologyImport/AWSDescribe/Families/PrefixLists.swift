import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  /// Reads either of the shapes that answer to `PrefixLists`, and merges the two by id.
  ///
  /// `describe-prefix-lists` has the blocks of AWS's own lists in `Cidrs`;
  /// `describe-managed-prefix-lists` has owner and size. Entries that were put into the list's own
  /// object are read as well.
  mutating func readPrefixList(_ node: JSONNode) {
    guard let id = reader.requiredID("PrefixListId", of: node) else { return }
    let isManagedShape = reader.has("OwnerId", of: node) || reader.has("PrefixListArn", of: node)
    guard reader.isFirst(node, isManagedShape ? .managedPrefixList : .prefixList, id) else {
      return
    }
    let slot = topology.prefixLists.mention(id)
    var list = topology.prefixLists[slot] ?? PrefixList(id: id)
    list.name = reader.text("PrefixListName", of: node) ?? list.name
    list.maximumEntries =
      reader.integer("MaxEntries", of: node, in: 0...1_000_000) ?? list.maximumEntries
    list.isAWSManaged =
      list.isAWSManaged || reader.text("OwnerId", of: node) == "AWS"
      || list.name?.hasPrefix("com.amazonaws.") == true
    if isManagedShape || list.location == nil { list.location = reader.location(of: node) }
    topology.prefixLists.define(list, at: slot)
    readBlocks(of: node, into: slot)
    if reader.has("Entries", of: node) { readEntries(of: node, into: slot) }
  }

  /// Blocks of `describe-prefix-lists`, which are texts.
  private mutating func readBlocks(of node: JSONNode, into slot: Reference<PrefixList>) {
    guard reader.has("Cidrs", of: node) else { return }
    var entries: [PrefixList.Entry] = []
    for element in reader.elements("Cidrs", of: node) {
      guard let block = reader.block(element) else { continue }
      entries.append(PrefixList.Entry(block, location: reader.location(of: element)))
    }
    listedBlocks[slot, default: []] += entries
  }

  /// Entries of `get-managed-prefix-list-entries`; further pages are added.
  mutating func readEntries(of node: JSONNode, into slot: Reference<PrefixList>) {
    var entries: [PrefixList.Entry] = []
    for element in reader.objects("Entries", of: node) {
      guard let block = reader.requiredBlock("Cidr", of: element) else { continue }
      entries.append(PrefixList.Entry(block, location: reader.location(of: element)))
    }
    listedEntries[slot, default: []] += entries
  }

  /// Gives every list its entries, each once; those asked for by id outweigh those of `Cidrs`.
  mutating func placePrefixListEntries() {
    var listed = listedBlocks
    for (slot, entries) in listedEntries { listed[slot] = entries }
    for (slot, entries) in listed {
      var list = topology.prefixLists[slot] ?? PrefixList(id: topology.prefixLists.id(of: slot))
      var known: Set<CIDRBlock> = []
      list.entries = entries.filter { known.insert($0.block).inserted }
      topology.prefixLists.define(list, at: slot)
    }
  }
}
