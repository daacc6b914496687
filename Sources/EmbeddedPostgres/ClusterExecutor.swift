import Dispatch

/// A serial queue of the cluster's own, so that waiting for locks and programs blocks nobody else.
final class ClusterExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "labrador.cluster")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedSerialExecutor()
    queue.async { unsafe job.runSynchronously(on: executor) }
  }
}
