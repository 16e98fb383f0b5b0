import Foundation
import TestSupport
import Testing

@testable import VPCTraceKit

@Suite struct `Gzip files` {
  /// Files that zlib wrote, each with blocks of another kind.
  private static let record = "2 1 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 1 0 60 REJECT OK\n"
  private static let stored =
    "H4sIAAAAAAAEAwE1AMr/MiAxIGVuaS0xIDEwLjAuMC4xIDEwLjAuMC4yIDEgMiA2IDEgMSAwIDYwIFJFSkVDVCBPSwrlv6sMNQAAAA=="
  private static let fixed =
    "H4sIAAAAAAACAzNSMFRIzcvUNVQwNNADQTjDCChjpGAGJA0VDBTMDBSCXL1cnUMU/L25jOimCQAn0V/PnwAAAA=="
  private static let dynamic = """
    H4sIAAAAAAACA42WPW7cQAyFe59CF/Bg+M8pAyNVirjwBXa9WiBN7l+GsmYgpkmIbbSAHkeP5EcObrDtv3+99r5Bb1+/9YBb35hp\
    03hFjj/at29vb9/fP7afP15wCe18n6CJXVIbMCrq/ZQoNgC+5CBOXtCDnJpBDQwuPZLF1xT0n6cGkBuiXwEI1LQQAGkGEGk4kn7I\
    kIr+NvWuzfXSs0nk4/96mqYRrAHTFUCEiSoBpmlkb9hT8ZUoVIUAzxkgSpCON6rY52lZuEnKPpBKxT0/To1LtI+k8kOcX9DLbDkA\
    jf7BFGDwqJiX+wzAFv2T628MUAig81Awb5Syz0JUwU/nmdhH88SfEHIFQOur/IeJRKBGTioEmi0A4htSA5BIxb/NAcDaUvpjFljF\
    vc+amzVJyYdBXjHvi/7uRwuk8hv1ivmx6KcRFaTsHrEyf8bC3w6Acv0JuDJ/bov/Do0yf9C1AuBt4U/YPBEoPrxC4G3Sf0wf+Qvg\
    iv37zDkdsyfVf6BXzN8n/jpayn2A3CvWPxf8PSKk1KPENqjoF/ux+gASe0EuV6bPY7F/bD9L7HEfWpk+j9nz0e9RwFR9dvcKffui\
    P9YfpfyLeq/wt0/XGNvPE4DKVlr/+6SfjuGT+DPoFf/P2XEK0T65A6Rjxf5z8j+wpezHHOfSzWfBH5tP8+TrLqW7z2I/lh9Avnu4\
    WenyA+vuEOvPEn2sOv6F3x/P9O4O9QkAAA==
    """
  private static let repetitive =
    "H4sIAAAAAAACA+3BMQEAAADCoKzrX8ISnkABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAG8DBOIpEnARAQA="

  private static func bytes(_ base64: String) throws -> [UInt8] {
    [UInt8](try #require(Data(base64Encoded: base64)))
  }

  /// What is in a file that is read `size` bytes at a time.
  private static func text(
    _ file: [UInt8], chunks size: Int = 1 << 16
  ) throws(GzipReader.Failure) -> String {
    var position = 0
    var reader = GzipReader { () throws(SystemError) in
      guard position < file.count else { return nil }
      defer { position = min(position + size, file.count) }
      return Array(file[position..<min(position + size, file.count)])
    }
    var text: [UInt8] = []
    while let chunk = try reader.nextChunk() { text += chunk }
    return String(decoding: text, as: UTF8.self)
  }

  /// The forty records in ``dynamic``.
  private static var records: String {
    (0..<40).map { index in
      let id = String(index * 7 % 256, radix: 16)
      let padded = id.count < 2 ? "0" + id : id
      return "2 1 eni-\(padded) 10.0.\(index * 31 % 256).\(index * 57 % 256) 10.0.0.2 "
        + "\(index * 7919 % 65536) 443 6 1 52 0 60 ACCEPT OK\n"
    }.joined()
  }

  @Test(arguments: [1, 3, 64, 65536])
  func `RFC 1951: every kind of block is read, in chunks of any size`(size: Int) throws {
    let file = Self.self
    #expect(try file.text(try file.bytes(file.stored), chunks: size) == file.record)
    let thrice = String(repeating: file.record, count: 3)
    #expect(try file.text(try file.bytes(file.fixed), chunks: size) == thrice)
    #expect(try file.text(try file.bytes(file.dynamic), chunks: size) == file.records)
    let run = String(repeating: "a", count: 70_000)
    #expect(try file.text(try file.bytes(file.repetitive), chunks: size) == run)
  }

  @Test func `RFC 1952: members follow one another`() throws {
    let file = Self.self
    let both = try file.bytes(file.stored) + file.bytes(file.dynamic)
    #expect(try file.text(both) == file.record + file.records)
  }

  @Test func `a file that is cut anywhere is an error and no half answer`() throws {
    for file in [Self.stored, Self.fixed, Self.dynamic] {
      let whole = try Self.bytes(file)
      for length in 1..<whole.count {
        #expect(throws: GzipReader.Failure.self) {
          try Self.text(Array(whole[..<length]))
        }
      }
    }
  }

  @Test func `a damaged file gives its text or an error, and nothing else`() throws {
    var random = SeededGenerator(seed: 1952)
    var refused = 0
    for file in [Self.stored, Self.fixed, Self.dynamic] {
      let whole = try Self.bytes(file)
      let text = try Self.text(whole)
      for _ in 0..<400 {
        var damaged = whole
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          damaged[Int.random(in: 0..<whole.count, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        do {
          #expect(try Self.text(damaged) == text)
        } catch {
          refused += 1
        }
      }
    }
    #expect(refused > 800)
  }
}
