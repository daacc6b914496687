import Glibc

/// Puts the terminal in order when the program dies, from a signal handler that touches only memory prepared before.
///
/// A Swift trap runs neither `defer` nor `atexit`. The handler writes the prepared reset bytes, restores the terminal
/// modes, replays what was written to standard error meanwhile, and leaves the rest to the handler that was there before.
enum CrashGuard {
  private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGQUIT]

  /// Arms the guard: `reset` goes to `output`, and `modes` are the modes that the terminal had before.
  @MainActor
  static func arm(output: Int32, reset: [UInt8], modes: termios, capture: StandardErrorCapture?) {
    let state = guardState
    state.pointee.reset.deallocate()
    state.pointee.reset = .allocate(capacity: max(reset.count, 1))
    state.pointee.reset.update(from: reset, count: reset.count)
    state.pointee.resetCount = reset.count
    state.pointee.modes = modes
    state.pointee.output = output
    state.pointee.savedError = capture?.saved ?? -1
    state.pointee.capturedError = capture?.memory ?? -1
    state.pointee.isArmed = true
  }

  /// Disarms the guard: the terminal is in order, and the handlers only pass on.
  static func disarm() { guardState.pointee.isArmed = false }

  /// Installs the handlers and an exit hook, once for the life of the process.
  @MainActor
  static func install() {
    guard !guardState.pointee.isInstalled else { return }
    guardState.pointee.isInstalled = true
    coverThread()
    for signal in signals {
      var action = sigaction()
      action.__sigaction_handler.sa_sigaction = handleCrash
      action.sa_flags = SA_SIGINFO | SA_ONSTACK
      sigemptyset(&action.sa_mask)
      sigaction(signal, &action, guardState.pointee.previous + Int(signal))
    }
    atexit { CrashGuard.resetTerminal() }
  }

  /// Gives the first thread, on which the main actor stays, a stack for the handlers: a stack overflow is caught too.
  private static func coverThread() {
    // Swift's own crash reporter may have set one up; then that serves both.
    var current = stack_t()
    sigaltstack(nil, &current)
    guard current.ss_flags & Int32(SS_DISABLE) != 0, let memory = malloc(stackSize) else { return }
    var stack = stack_t(ss_sp: memory, ss_flags: 0, ss_size: stackSize)
    sigaltstack(&stack, nil)
  }

  private static let stackSize = 65_536

  /// Resets the terminal if the guard is armed; async-signal-safe, and harmless a second time.
  static func resetTerminal() {
    let state = guardState
    guard state.pointee.isArmed else { return }
    state.pointee.isArmed = false
    _ = write(state.pointee.output, state.pointee.reset, state.pointee.resetCount)
    tcsetattr(state.pointee.output, TCSANOW, &state.pointee.modes)
    guard state.pointee.savedError >= 0 else { return }
    dup2(state.pointee.savedError, STDERR_FILENO)
    StandardErrorCapture.copy(state.pointee.capturedError, to: STDERR_FILENO, through: state.pointee.buffer)
  }

  /// Hands the signal on to whoever had it before.
  fileprivate static func passOn(_ signal: Int32, comesFromFault: Bool) {
    sigaction(signal, guardState.pointee.previous + Int(signal), nil)
    // The faulting instruction runs again on return and meets the previous handler; anything else is sent again.
    if !comesFromFault { raise(signal) }
  }
}

/// All that the handler reads: plain memory, allocated before the handler is installed, never freed.
private struct GuardState {
  var isArmed = false
  var isInstalled = false
  var output: Int32 = -1
  var reset = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
  var resetCount = 0
  var modes = termios()
  var savedError: Int32 = -1
  var capturedError: Int32 = -1
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 16)
  let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
}

private nonisolated(unsafe) let guardState: UnsafeMutablePointer<GuardState> = {
  let state = UnsafeMutablePointer<GuardState>.allocate(capacity: 1)
  state.initialize(to: GuardState())
  state.pointee.previous.initialize(repeating: sigaction(), count: 65)
  return state
}()

/// Runs as a signal handler: only async-signal-safe calls.
private func handleCrash(_ signal: Int32, _ info: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?)
{
  CrashGuard.resetTerminal()
  // Positive codes come from the processor; a breakpoint is left behind by the instruction pointer and not met again.
  let comesFromFault = (info?.pointee.si_code ?? 0) > 0 && signal != SIGTRAP
  CrashGuard.passOn(signal, comesFromFault: comesFromFault)
}
