// VPCTraceKit
