import Foundation
import SourceText
import Testing
import TopologyModel
import VPCTraceKit

@Suite("Loading a path")
struct LoadingTests {
  /// A folder that goes when the test ends.
  final class Folder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
      path = NSTemporaryDirectory() + "vpctrace-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for (name, text) in files { try write(Data(text.utf8), to: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ data: Data, to name: String) throws {
      let url = URL(fileURLWithPath: path + "/" + name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: url)
    }
  }

  private static let vpcs = #"{"Vpcs": [{"VpcId": "vpc-1"}]}"#
  private static let subnets = #"{"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1"}]}"#

  private func diagnostics(_ path: String, format: InputFormat? = nil) -> [Diagnostic] {
    do {
      return try Topology.load(path: path, format: format).warnings
    } catch {
      return error.diagnostics
    }
  }

  @Test func `a folder of any depth, and paths as they were typed`() throws {
    let folder = try Folder(["vpcs.json": Self.vpcs, "deep/er/subnets.json": Self.subnets])
    let loaded = try Topology.load(path: folder.path + "/")
    #expect(loaded.warnings.isEmpty)
    #expect(
      loaded.topology.sources.files.map(\.path) == [
        folder.path + "/deep/er/subnets.json", folder.path + "/vpcs.json",
      ])
  }

  @Test func `one merged file`() throws {
    let folder = try Folder(["all": #"{"Vpcs": [{"VpcId": "vpc-1"}], "Subnets": []}"#])
    let loaded = try Topology.load(path: folder.path + "/all")
    #expect(loaded.topology.presentKinds == [.vpc, .subnet])
  }

  @Test(arguments: [
    (
      name: "terraform.tfstate",
      text: #"{"version": 4, "terraform_version": "1.9.0", "lineage": "x"}"#,
      hint: "terraform show -json"
    ),
    (name: "main.tf", text: "resource \"aws_vpc\" \"x\" {\n}\n", hint: "terraform plan"),
    (name: "tfplan", text: "PK\u{3}\u{4}xxxx", hint: "terraform show -json"),
    (name: "vpcs.yaml", text: "Vpcs:\n- VpcId: vpc-1\n", hint: "--output json"),
    (name: "wide.json", text: "{\u{0}\"\u{0}V\u{0}\"\u{0}", hint: "iconv -f UTF-16"),
    (name: "empty.json", text: "", hint: "did the command"),
    (
      name: "get-template.json", text: #"{"TemplateBody": "Resources:\n"}"#,
      hint: "jq -r .TemplateBody"
    ),
    (name: "other.json", text: #"{"a": 1}"#, hint: "AWS CLI"),
    (name: "list.json", text: "[]", hint: "AWS CLI"),
  ])
  func `what is recognised and not read says how to make it readable`(
    name: String, text: String, hint: String
  ) throws {
    let folder = try Folder([name: text])
    let found = diagnostics(folder.path + "/" + name)
    #expect(found.map(\.code) == [.inputUnrecognised])
    #expect(found.first?.message.hasPrefix(folder.path + "/" + name) == true)
    #expect(hint.isEmpty || found.first?.hint?.contains(hint) == true)
  }

  @Test func `text that is no JSON is told as such`() throws {
    let folder = try Folder(["vpcs.json": "{\"Vpcs\": [}"])
    #expect(diagnostics(folder.path + "/vpcs.json").map(\.location?.column) == [11])
    #expect(diagnostics(folder.path).map(\.location?.column) == [11])
  }

  @Test func `other files of a folder are counted`() throws {
    let folder = try Folder([
      "vpcs.json": Self.vpcs, "flows.json": "[]", "package.json": "{}", "README.md": "# x",
      ".git/config.json": "{",
    ])
    let found = diagnostics(folder.path)
    #expect(found.map(\.severity) == [.warning, .note])
    #expect(found.first?.message.hasPrefix("2 files, the first \(folder.path)/flows.json") == true)
  }

  @Test(arguments: [["README.md": "x"], ["a.json": "{}"], ["main.tf": "x"], [:]])
  func `a folder without answers is an error`(files: [String: String]) throws {
    let folder = try Folder(files)
    #expect(
      diagnostics(folder.path).contains { $0.code == .inputUnrecognised && $0.severity == .error })
  }

  @Test func `a path to nothing names its neighbour`() throws {
    let folder = try Folder(["prod-describe/vpcs.json": Self.vpcs])
    let found = diagnostics(folder.path + "/prod-descrbe")
    #expect(found.map(\.code) == [.inputMissing])
    #expect(found.first?.hint == "did you mean \(folder.path)/prod-describe?")
  }

  @Test func `links that lead back and pipes are no trap`() throws {
    let folder = try Folder(["vpcs.json": Self.vpcs])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/loop", withDestinationPath: folder.path)
    try #require(mkfifo(folder.path + "/pipe.json", 0o600) == 0)
    #expect(diagnostics(folder.path).map(\.severity) == [.note])
    #expect(diagnostics(folder.path + "/pipe.json").map(\.code) == [.inputUnreadable])
    #expect(diagnostics("/dev/zero").map(\.code) == [.inputUnreadable])
  }

  @Test func `a link to nothing is told`() throws {
    let folder = try Folder(["vpcs.json": Self.vpcs])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/gone.json", withDestinationPath: "/nowhere/at/all")
    #expect(diagnostics(folder.path).map(\.code) == [.inputUnreadable])
  }

  @Test func `a template by its content or by request, with what get-template puts around it`()
    throws
  {
    let vpc =
      #""Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}}"#
    let folder = try Folder([
      "plain": "{\(vpc)}", "wrapped": #"{"TemplateBody": {"# + vpc + #"}, "StagesAvailable": []}"#,
    ])
    for name in ["plain", "wrapped"] {
      for format in [nil, InputFormat.cloudFormation] {
        let loaded = try Topology.load(path: "\(folder.path)/\(name)", format: format)
        #expect(loaded.topology.vpcs.ids == ["V"])
      }
    }
  }

  @Test func `parameters go with templates only`() throws {
    let folder = try Folder(["vpcs.json": Self.vpcs])
    for path in [folder.path, folder.path + "/vpcs.json"] {
      let loaded = try Topology.load(path: path, parameters: ["Stage": "prod"])
      #expect(loaded.unknownParameter?.message == "the input has no parameter Stage")
    }
  }

  @Test func `ten thousand files`() throws {
    let folder = try Folder(["0.json": Self.vpcs])
    for index in 1..<10_000 {
      try #require(link(folder.path + "/0.json", "\(folder.path)/\(index).json") == 0)
    }
    let loaded = try Topology.load(path: folder.path)
    #expect(loaded.topology.sources.files.count == 10_000)
    #expect(loaded.topology.vpcs.count == 1)
  }
}
