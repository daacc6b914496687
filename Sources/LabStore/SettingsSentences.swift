import Words

extension ConstraintMessage {
  /// The settings of the clinic.
  static let settingsSentences: [String: Phrase] = [
    "ck_clinic_info_default_tat_hours": "Tests without a turnaround time of their own may take 1 to 2000 hours.",
    "ck_clinic_info_due_soon_minutes": "Work is due soon from 0 to 1440 minutes before it is due.",
    "ck_clinic_info_attachment_limit_mb": "Documents of at most 1 to 10 MiB can be attached.",
  ]
}
