import LabCore

extension LocalDateTime {
  /// Twelve columns for a list: `21 Nov 10:05`, and `2025-11-21` in another year.
  func listText(in year: Int) -> String {
    date.year == year ? "\(date.shortText) \(time.text)" : "\(date)"
  }
}
