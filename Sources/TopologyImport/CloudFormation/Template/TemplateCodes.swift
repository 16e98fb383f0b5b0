public import SourceText

/// What the reader of CloudFormation templates alone reports.
extension Diagnostic.Code {
  /// A function got too many arguments, too few, or none that it can use.
  public static let functionArguments = Diagnostic.Code("FUNCTION_ARGUMENTS")
  /// A name that begins like a function's and is none.
  public static let unknownFunction = Diagnostic.Code("UNKNOWN_FUNCTION")
  /// What a name refers to is left out by its condition.
  public static let conditionedOut = Diagnostic.Code("CONDITIONED_OUT")
  /// Names that need each other in a circle.
  public static let circularReference = Diagnostic.Code("CIRCULAR_REFERENCE")
  /// What CloudFormation makes of a macro is not in the template.
  public static let notExpanded = Diagnostic.Code("NOT_EXPANDED")
  /// A parameter that has neither a value nor a default.
  public static let parameterMissing = Diagnostic.Code("PARAMETER_MISSING")
  /// A value for a parameter that the template does not have.
  public static let unknownParameter = Diagnostic.Code("UNKNOWN_PARAMETER")
  /// A parameter's value that its declaration rules out.
  public static let parameterRefused = Diagnostic.Code("PARAMETER_REFUSED")
  /// A reference to a resource of another kind than the property takes.
  public static let wrongResource = Diagnostic.Code("WRONG_RESOURCE")
  /// A subnet is given two route tables or two network ACLs.
  public static let duplicateAssociation = Diagnostic.Code("DUPLICATE_ASSOCIATION")
  /// A value was taken that the deployment decides.
  public static let valueAssumed = Diagnostic.Code("VALUE_ASSUMED")
  /// Resources that are recognised, and not walked.
  public static let notModelled = Diagnostic.Code("NOT_MODELLED")
}
