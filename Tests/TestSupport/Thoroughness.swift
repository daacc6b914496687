import Foundation

/// How much of a long test is done: a part of it in every run, all of it with `LABRADOR_THOROUGH=1`.
package enum Thoroughness {
  package static func count(usually usual: Int, thoroughly all: Int) -> Int {
    ProcessInfo.processInfo.environment["LABRADOR_THOROUGH"] == "1" ? all : usual
  }
}
