/// One field of a record that people edit: how it is called, how it reads and how it passes from one copy to another.
package struct RecordField<Record: Sendable>: Sendable, Identifiable {
  /// Stable within the record's type.
  package let id: String
  /// As forms and messages call it.
  package let title: String
  /// The value in words; empty where nothing is known.
  package let text: @Sendable (Record) -> String
  /// Takes the value of the second record over into the first.
  package let copy: @Sendable (inout Record, Record) -> Void
  let isSame: @Sendable (Record, Record) -> Bool

  package init<Value: Equatable & SendableMetatype>(
    _ id: String, _ title: String, _ path: any WritableKeyPath<Record, Value> & Sendable,
    _ text: @escaping @Sendable (Value) -> String
  ) {
    self.id = id
    self.title = title
    self.text = { text($0[keyPath: path]) }
    copy = { $0[keyPath: path] = $1[keyPath: path] }
    isSame = { $0[keyPath: path] == $1[keyPath: path] }
  }

  package init(_ id: String, _ title: String, _ path: any WritableKeyPath<Record, String?> & Sendable) {
    self.init(id, title, path) { $0 ?? "" }
  }

  package init(_ id: String, _ title: String, _ path: any WritableKeyPath<Record, String> & Sendable) {
    self.init(id, title, path) { $0 }
  }
}

/// A record that two desks may have open at once, with a number that counts its changes.
package protocol VersionedRecord: Equatable, Sendable {
  /// What people edit, in the order of the form.
  static var fields: [RecordField<Self>] { get }
  var version: Int { get }
}

extension VersionedRecord {
  /// Whether any field that people edit differs.
  package func differs(from other: Self) -> Bool {
    Self.fields.contains { !$0.isSame(self, other) }
  }
}

extension Client: VersionedRecord {
  package static var fields: [RecordField<Client>] {
    [
      RecordField("name", "Name", \.name) { $0.text },
      RecordField("localName", "In own script", \.localName),
      RecordField("preferredName", "Called", \.preferredName),
      RecordField("phone", "Phone", \.phone) { $0?.text ?? "" },
      RecordField("secondPhone", "Second phone", \.secondPhone) { $0?.text ?? "" },
      RecordField("email", "Email", \.email) { $0?.text ?? "" },
      RecordField("notes", "Notes", \.notes),
    ]
  }
}

extension Pet: VersionedRecord {
  package static var fields: [RecordField<Pet>] {
    [
      RecordField("name", "Name", \.name),
      RecordField("localName", "In own script", \.localName),
      RecordField("species", "Species", \.species) { $0.storedName },
      RecordField("breed", "Breed", \.breed),
      RecordField("sex", "Sex", \.sex) { $0.displayName },
      RecordField("birth", "Born", \.birth) { $0?.fieldText ?? "" },
      RecordField("weight", "Weight", \.weight) { $0?.text ?? "" },
      RecordField("microchip", "Microchip", \.microchip),
      RecordField("medicalHistory", "Medical history", \.medicalHistory),
    ]
  }
}

extension Address: VersionedRecord {
  package static var fields: [RecordField<Address>] {
    [
      RecordField("label", "Label", \.label),
      RecordField("line1", "Address", \.line1),
      RecordField("line2", "Second line", \.line2),
      RecordField("area", "Area", \.area),
      RecordField("city", "City", \.city),
      RecordField("state", "State", \.state),
      RecordField("postalCode", "Postal code", \.postalCode),
      RecordField("point", "Position", \.point) { $0?.text ?? "" },
      RecordField("mapLink", "Map link", \.mapLink),
      RecordField("isDefault", "Default", \.isDefault) { $0 ? "Yes" : "No" },
    ]
  }
}
