package import LabCore
package import LabStore

/// The name of a piece of work with everything it needs; `Workroom` carries it out against the desk.
package enum Work: Sendable {
  case findOutWhetherEmpty
  case createFirst(FirstStart)
  case signIn(slug: String, phone: String, password: String, origin: String)
  case signOut
  case openWorkspace(Profile)
  case readShelf
  case listBookings(BookingQuery)
  case findClients(String, number: Int)
  case readClient(ClientID)
  case readCollectors(CalendarDate)
  case findCoupon(String, ClientID?)
  case readAttachment(path: String, limit: AttachmentLimit)
  case confirm(BookingRequest)
  case booking(BookingWork)
  case readCodes([String], ClientID?)
  case readProfile
  case account(AccountWork)
  case step(StepWork)
  case audit(AuditWork)
  case staff(StaffWork)
  case organizations(OrganizationsWork)
  case offers(OffersWork)
  case readRound
  case stops(StopsWork)
  case readOpenTubes
  case lab(LabWork)
  case report(ReportWork)
  case results(ResultsWork)
  case numbers(NumbersWork)
  case prices(PriceListWork)
  case distance(DistanceWork)
  case pets(PetsWork)
  case board(BoardWork)
  case hours(HoursWork)
  case settings(SettingsWork)
}

/// What a piece of work came to.
package enum Answer: Sendable {
  case isEmpty(Bool)
  case created(FirstStart)
  case signIn(SignInOutcome)
  case signedOut
  case workspace(Workspace)
  case shelf(Shelf)
  case bookings(BookingQuery, [BookingSummary])
  case clients(query: String, number: Int, [ClientMatch])
  case client(ClientRecord)
  case collectors(CalendarDate, [CollectorDay])
  case coupon(String, CouponCheck)
  case attachment(path: String, Attachment)
  case confirmed(RequestKey, ConfirmOutcome)
  case booking(BookingAnswer)
  case codes(CheckoutCodes)
  case profile(Profile)
  case account(AccountAnswer)
  case step(StepAnswer)
  case audit(AuditAnswer)
  case staff(StaffAnswer)
  case organizations(OrganizationsAnswer)
  case offers(OffersAnswer)
  case round(CollectorRound)
  case stops(StopsAnswer)
  case openTubes([OpenTube])
  case lab(LabAnswer)
  case report(ReportAnswer)
  case results(ResultsAnswer)
  case numbers(NumbersAnswer)
  case prices(PriceListAnswer)
  case distance(DistanceAnswer)
  case pets(PetsAnswer)
  case board(BoardAnswer)
  case hours(HoursAnswer)
  case settings(SettingsAnswer)
  case failed(Work, DeskError)

  /// Says whether the database could be reached; nil where it was not asked, had no time to answer or nobody can tell.
  package var reachedDatabase: Bool? {
    switch self {
    case .attachment, .failed(.readAttachment, _), .booking(.exported), .failed(.booking(.export), _): nil
    case .failed(.offers(.export), _), .stops(.exported), .failed(.stops(.export), _): nil
    case .numbers(.exported), .failed(.numbers(.export), _): nil
    case .report(.exported), .failed(.report(.export), _): nil
    case .failed(_, let error): error.reachedDatabase
    default: true
    }
  }
}
