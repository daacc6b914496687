/// One member of staff of a demo clinic.
struct DemoStaff: Sendable {
  var name: String
  var phone: String
  var role: String
  /// The collector's zone, a position in the city's list.
  var zone: Int?
  var isOwner = false
  var isSuperuser = false
  var isActive = true

  init(_ name: String, _ phone: String, _ role: String, zone: Int? = nil) {
    self.name = name
    self.phone = phone
    self.role = role
    self.zone = zone
  }

  func asOwner() -> DemoStaff {
    var copy = self
    copy.isOwner = true
    return copy
  }

  func asSuperuser() -> DemoStaff {
    var copy = self
    copy.isSuperuser = true
    return copy
  }

  func retired() -> DemoStaff {
    var copy = self
    copy.isActive = false
    return copy
  }
}
