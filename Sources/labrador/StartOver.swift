import Glibc

/// Runs the same command anew in this process, so that the memory of a large piece of work is given back.
enum StartOver {
  /// Does not return unless the system refuses; then the program goes on as it is.
  static func run() {
    // Threads of Dispatch hold signals back, and the new program would inherit that.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
    unsafe execv("/proc/self/exe", CommandLine.unsafeArgv)
  }
}
