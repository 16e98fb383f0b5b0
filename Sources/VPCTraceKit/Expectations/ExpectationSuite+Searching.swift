public import SourceText

extension ExpectationSuite {
  /// Reads files, and every file in folders that states expectations.
  ///
  /// - Throws: ``InputErrors`` with all that is wrong with any of them.
  public static func load(paths: [String]) throws(InputErrors) -> [ExpectationSuite] {
    var suites: [ExpectationSuite] = []
    var problems: [Diagnostic] = []
    for path in paths {
      do throws(InputErrors) {
        suites += try load(fileOrFolder: path)
      } catch {
        problems += error.diagnostics
      }
    }
    guard problems.isEmpty else { throw InputErrors(problems) }
    return suites
  }

  private static func load(
    fileOrFolder path: String
  ) throws(InputErrors) -> [ExpectationSuite] {
    guard (try? Platform.status(of: path).kind) == .directory else { return [try load(path: path)] }
    var suites: [ExpectationSuite] = []
    let listing = FolderListing(of: path)
    var problems = listing.problems
    for file in listing.files where file.hasSuffix(".json5") || file.hasSuffix(".json") {
      do throws(InputErrors) {
        let source = SourceBuffer(path: file, bytes: try bytes(of: file))
        if let suite = try load(source) { suites.append(suite) }
      } catch {
        problems += error.diagnostics
      }
    }
    guard problems.isEmpty else { throw InputErrors(problems) }
    guard !suites.isEmpty else { throw InputErrors([.noExpectations(path)]) }
    return suites
  }
}
