/// An account one can sign in with after `labrador demo`; its password is public and exists in the demo alone.
package struct DemoAccount: Hashable, Sendable {
  /// The slug typed at sign-in.
  package let organization: String
  package let role: String
  package let name: String
  package let phone: String
  package let password: String
  package let isSuperuser: Bool
}

extension DemoAccount {
  /// A JSON array of objects with `organization`, `role`, `name`, `phone` and `password`.
  package static func json(_ accounts: [DemoAccount]) -> String {
    let objects = accounts.map { account in
      let members = [
        ("organization", account.organization), ("role", account.role), ("name", account.name),
        ("phone", account.phone), ("password", account.password),
      ].map { "\(quoted($0)): \(quoted($1))" }
      return "  {" + members.joined(separator: ", ") + "}"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  /// A table for people, one account a line.
  package static func table(_ accounts: [DemoAccount]) -> String {
    let head = ["organization", "role", "name", "phone", "password"]
    let lines = accounts.map { account in
      [
        account.organization, account.isSuperuser ? account.role + " (superuser)" : account.role, account.name,
        account.phone, account.password,
      ]
    }
    let widths = head.indices.map { column in ([head] + lines).map { $0[column].count }.max() ?? 0 }
    let rendered = ([head] + lines).map { cells in
      let padded = cells.enumerated().map { column, cell in
        column == head.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      return padded.joined(separator: "  ")
    }
    return rendered.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
