/// Names one of the private clusters; the demo never touches real data because it lives in a cluster of its own.
package enum ClusterName: String, CaseIterable, Sendable {
  case main
  case demo
}
