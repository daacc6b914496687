internal import Postgres

/// One column of many rows, sent as a single array.
struct BulkColumn {
  var name: String
  /// The element type of the array that travels.
  var type: String
  var values: SQL
  /// How the element `t.name` becomes the column's value.
  var expression: SQL

  private init(_ name: String, _ type: String, _ values: SQL, _ expression: SQL? = nil) {
    self.name = name
    self.type = type
    self.values = values
    self.expression = expression ?? SQL(unsafeSQL: "t.\(name)")
  }

  static func number(_ name: String, _ values: [Int?]) -> BulkColumn {
    BulkColumn(name, "bigint", "\(values)")
  }

  static func number(_ name: String, _ values: [Int]) -> BulkColumn {
    BulkColumn(name, "bigint", "\(values)")
  }

  /// A decimal number that travels as an integer and is divided on arrival.
  static func decimal(_ name: String, _ values: [Int?], dividedBy divisor: String) -> BulkColumn {
    BulkColumn(name, "bigint", "\(values)", SQL(unsafeSQL: "t.\(name) / \(divisor)"))
  }

  static func text(_ name: String, _ values: [String?]) -> BulkColumn {
    BulkColumn(name, "text", "\(values)")
  }

  static func flag(_ name: String, _ values: [Bool?]) -> BulkColumn {
    BulkColumn(name, "boolean", "\(values)")
  }

  /// A file's bytes.
  static func bytes(_ name: String, _ values: [[UInt8]]) -> BulkColumn {
    let digits = Array("0123456789abcdef".unicodeScalars)
    let texts = values.map { bytes in
      var text = String.UnicodeScalarView("".unicodeScalars)
      for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
      }
      return String(text)
    }
    return BulkColumn(name, "text", "\(texts)", SQL(unsafeSQL: "decode(t.\(name), 'hex')"))
  }

  /// A key of 128 bits that follows from a text.
  static func key(_ name: String, _ values: [String]) -> BulkColumn {
    BulkColumn(name, "text", "\(values)", SQL(unsafeSQL: "md5(t.\(name))::uuid"))
  }

  static func json(_ name: String, _ values: [String?]) -> BulkColumn {
    BulkColumn(name, "text", "\(values)", SQL(unsafeSQL: "t.\(name)::jsonb"))
  }

  /// Days relative to today.
  static func day(_ name: String, _ values: [Int?], of clinic: LoadedClinic) -> BulkColumn {
    BulkColumn(name, "integer", "\(values)", "\(clinic.todayText)::date + t.\(unsafeSQL: name)")
  }

  /// Minutes of the organisation's clock relative to the beginning of today.
  static func moment(_ name: String, _ values: [Minute?], of clinic: LoadedClinic) -> BulkColumn {
    BulkColumn(
      name, "integer", "\(values)",
      """
      (\(clinic.todayText)::timestamp + t.\(unsafeSQL: name) * interval '1 minute') at time zone \(clinic.timeZone)
      """)
  }
}

extension SQL {
  /// Inserts all rows of a table of one organisation in one statement.
  static func insert(into table: String, of clinic: LoadedClinic, _ columns: [BulkColumn]) -> SQL {
    let names = columns.map(\.name).joined(separator: ", ")
    let arrays = columns.map { $0.values + SQL(unsafeSQL: "::\($0.type)[]") }
    return SQL(unsafeSQL: "insert into \(table) (organization_id, \(names)) select ")
      + "\(clinic.id)::bigint, " + SQL.join(columns.map(\.expression), separator: ", ")
      + " from unnest(" + SQL.join(arrays, separator: ", ") + SQL(unsafeSQL: ") as t (\(names))")
  }
}
