import Words

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
      RecordField("name", say("Name"), \.name) { $0.text },
      RecordField("localName", say("In own script"), \.localName),
      RecordField("preferredName", say("Called"), \.preferredName),
      RecordField("phone", say("Phone"), \.phone) { $0?.text ?? "" },
      RecordField("secondPhone", say("Second phone"), \.secondPhone) { $0?.text ?? "" },
      RecordField("email", say("Email"), \.email) { $0?.text ?? "" },
      RecordField("notes", say("Notes"), \.notes),
    ]
  }
}

extension Pet: VersionedRecord {
  package static var fields: [RecordField<Pet>] {
    [
      RecordField("name", say("Name"), \.name),
      RecordField("localName", say("In own script"), \.localName),
      RecordField("species", say("Species"), \.species) { $0.storedName },
      RecordField("breed", say("Breed"), \.breed),
      RecordField("sex", say("Sex"), \.sex) { $0.displayName },
      RecordField("birth", say("Born"), \.birth) { $0?.fieldText ?? "" },
      RecordField("weight", say("Weight"), \.weight) { $0?.text ?? "" },
      RecordField("microchip", say("Microchip"), \.microchip),
      RecordField("medicalHistory", say("Medical history"), \.medicalHistory),
    ]
  }
}

extension Address: VersionedRecord {
  package static var fields: [RecordField<Address>] {
    [
      RecordField("label", say("Label"), \.label),
      RecordField("line1", say("Address"), \.line1),
      RecordField("line2", say("Second line"), \.line2),
      RecordField("area", say("Area"), \.area),
      RecordField("city", say("City"), \.city),
      RecordField("state", say("State"), \.state),
      RecordField("postalCode", say("Postal code"), \.postalCode),
      RecordField("point", say("Position"), \.point) { $0?.text ?? "" },
      RecordField("mapLink", say("Map link"), \.mapLink),
      RecordField("isDefault", say("Default"), \.isDefault) { $0 ? say("Yes") : say("No") },
    ]
  }
}
