/// A first plan of many networks, as `terraform show -json` prints it: nothing has an id yet.
///
/// Networks are instances of one module: a VPC, four subnets, a table with a route, a group with a
/// rule of its own, and ten instances, linked through `count.index` and references.
struct PlanText {
  private var text: [UInt8] = []
  /// Resources written.
  private(set) var resourceCount = 0

  /// Writes a plan of a number of networks.
  ///
  /// - Parameters:
  ///   - networks: Each has twenty-three resources.
  ///   - userData: Bytes of user data that an instance carries, in the plan twice.
  /// - Returns: The file's bytes, and how many resources they tell of.
  static func plan(networks: Int, userData: Int) -> (bytes: [UInt8], resources: Int) {
    var writer = PlanText()
    let resources = (0..<networks).flatMap { Network(number: $0, userData: userData).resources }
    writer.add(#"{"format_version":"1.2","terraform_version":"1.11.4","planned_values":"#)
    writer.add(#"{"root_module":{"child_modules":["#)
    for number in 0..<networks {
      writer.add(number == 0 ? "{" : ",{")
      writer.add("\"resources\":[")
      let own = Network(number: number, userData: userData).resources
      writer.add(own.map { $0.planned }.joined(separator: ","))
      writer.add("],\"address\":\"module.net[\(number)]\"}")
    }
    writer.add("]}},\"resource_changes\":[")
    writer.add(resources.map { $0.change }.joined(separator: ","))
    writer.add("],\"configuration\":{\"root_module\":{\"module_calls\":{\"net\":")
    writer.add("{\"source\":\"./net\",\"count_expression\":{\"constant_value\":\(networks)},")
    writer.add("\"module\":{\"resources\":[\(Network.source)]}}}}}}")
    return (writer.text, resources.count)
  }

  private mutating func add(_ words: String) { text += words.utf8 }
}

extension PlanText {
  /// One resource, as both parts of a plan tell of it.
  struct Resource {
    let network: Int
    let type: String
    let name: String
    let index: Int?
    let values: String
    let unknown: String

    private var identity: String {
      let key = index.map { "[\($0)]" } ?? ""
      let number = index.map { "\"index\":\($0)," } ?? ""
      return "\"address\":\"module.net[\(network)].\(type).\(name)\(key)\",\"mode\":\"managed\","
        + "\"type\":\"\(type)\",\"name\":\"\(name)\",\(number)"
        + "\"provider_name\":\"registry.terraform.io/hashicorp/aws\""
    }

    var planned: String { "{\(identity),\"schema_version\":1,\"values\":{\(values)}}" }

    var change: String {
      "{\(identity),\"module_address\":\"module.net[\(network)]\",\"change\":{"
        + "\"actions\":[\"create\"],\"before\":null,\"after\":{\(values)},"
        + "\"after_unknown\":{\(unknown)},\"before_sensitive\":false,\"after_sensitive\":{}}}"
    }
  }

  /// The resources of one network.
  struct Network {
    let number: Int
    let userData: Int

    var resources: [Resource] {
      let block = "10.\(number % 250).0.0/16"
      let unknown = "\"id\":true,\"arn\":true"
      var all = [
        resource("aws_vpc", "main", nil, "\"cidr_block\":\"\(block)\"", unknown),
        resource(
          "aws_internet_gateway", "main", nil, "\"tags\":null", unknown + ",\"vpc_id\":true"),
        resource(
          "aws_route_table", "main", nil,
          "\"route\":[{\"cidr_block\":\"0.0.0.0/0\",\"nat_gateway_id\":\"\"}]",
          unknown + ",\"vpc_id\":true,\"route\":[{\"gateway_id\":true}]"),
        resource(
          "aws_security_group", "main", nil, "\"name\":\"main\"",
          unknown + ",\"vpc_id\":true,\"ingress\":true,\"egress\":true"),
        resource(
          "aws_vpc_security_group_ingress_rule", "main", nil,
          "\"cidr_ipv4\":\"10.0.0.0/8\",\"ip_protocol\":\"tcp\",\"from_port\":22,\"to_port\":22",
          "\"id\":true,\"security_group_id\":true"),
      ]
      for index in 0..<4 {
        all.append(
          resource(
            "aws_subnet", "main", index, "\"cidr_block\":\"10.\(number % 250).\(index).0/24\"",
            unknown + ",\"vpc_id\":true"))
        all.append(
          resource(
            "aws_route_table_association", "main", index, "\"gateway_id\":null",
            "\"id\":true,\"subnet_id\":true,\"route_table_id\":true"))
      }
      let data = String(repeating: "IyEvYmluL3No", count: userData / 12)
      for index in 0..<10 {
        all.append(
          resource(
            "aws_instance", index < 4 ? "edge" : "core", index < 4 ? index : index - 4,
            "\"ami\":\"ami-0abcd1234abcd1234\",\"user_data\":\"\(data)\",\"tags\":null",
            unknown + ",\"subnet_id\":true,\"vpc_security_group_ids\":true,\"private_ip\":true"))
      }
      return all
    }

    private func resource(
      _ type: String, _ name: String, _ index: Int?, _ values: String, _ unknown: String
    ) -> Resource {
      Resource(
        network: number, type: type, name: name, index: index, values: values, unknown: unknown)
    }

    /// The module's source.
    static let source = [
      block("aws_vpc.main", []),
      block("aws_internet_gateway.main", [("vpc_id", ["aws_vpc.main.id", "aws_vpc.main"])]),
      block(
        "aws_route_table.main",
        [
          ("vpc_id", ["aws_vpc.main.id", "aws_vpc.main"]),
          ("route", ["aws_internet_gateway.main.id", "aws_internet_gateway.main"]),
        ]),
      block("aws_security_group.main", [("vpc_id", ["aws_vpc.main.id", "aws_vpc.main"])]),
      block(
        "aws_vpc_security_group_ingress_rule.main",
        [("security_group_id", ["aws_security_group.main.id", "aws_security_group.main"])]),
      block("aws_subnet.main", [("vpc_id", ["aws_vpc.main.id", "aws_vpc.main"])]),
      block(
        "aws_route_table_association.main",
        [
          ("subnet_id", ["aws_subnet.main", "count.index"]),
          ("route_table_id", ["aws_route_table.main.id", "aws_route_table.main"]),
        ]),
      block("aws_instance.edge", placement(["aws_subnet.main", "count.index"])),
      block(
        "aws_instance.core",
        placement(["aws_subnet.main[0].id", "aws_subnet.main[0]", "aws_subnet.main"])),
    ].joined(separator: ",")

    private static func placement(_ subnet: [String]) -> [(String, [String])] {
      [
        ("subnet_id", subnet),
        ("vpc_security_group_ids", ["aws_security_group.main.id", "aws_security_group.main"]),
      ]
    }

    private static func block(
      _ address: String, _ expressions: [(key: String, references: [String])]
    ) -> String {
      let parts = address.split(separator: ".")
      let written = expressions.map { key, references in
        "\"\(key)\":{\"references\":[\(references.map { "\"\($0)\"" }.joined(separator: ","))]}"
      }
      return "{\"address\":\"\(address)\",\"mode\":\"managed\",\"type\":\"\(parts[0])\","
        + "\"name\":\"\(parts[1])\",\"provider_config_key\":\"aws\","
        + "\"expressions\":{\(written.joined(separator: ","))}}"
    }
  }
}
