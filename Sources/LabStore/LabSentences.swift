import Words

extension ConstraintMessage {
  /// The work of the laboratory and its time.
  static let labSentences: [String: Phrase] = [
    "ck_lab_days_closes_at": "A working day ends after it begins.",
    "ck_lab_days_minutes_before": "Working minutes are counted from the first planned day.",
    "ck_lab_tasks_due_at": "Only a test whose time is running is due.",
    "ck_lab_tasks_running": "The time of a test runs from its receipt until its report is verified.",
    "ck_lab_tasks_stage": "This is not a stage that the work on a test can have.",
    "ck_lab_tasks_tat_minutes": "A turnaround time is more than nothing.",
    "ck_lab_tasks_used_minutes": "The time that a test took is not negative.",
    "uq_rejection_reasons_place": "Reasons to reject stand one after the other.",
  ]
}
