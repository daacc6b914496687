import Words

extension ConstraintMessage {
  /// Specimens, what they are collected in, and payments.
  static let specimenSentences: [String: Phrase] = [
    "uq_specimens_accession_number": "Another tube has this number. Nothing was saved; please try again.",
    "uq_specimens_replaces_id": "Another tube replaces the rejected one already. Refresh to see it.",
    "uq_specimen_items_item": "This tube is for this test already.",
    "ck_specimens_accession_number": "A tube has a number such as 26-000123.",
    "ck_specimens_quantity_ml": "The volume of a sample is more than nothing.",
    "ck_specimens_received_at": "A tube arrives at the lab after it is collected.",
    "ck_specimens_replaces_id": "A tube replaces one that was collected before it.",
    "ck_specimens_sample_type": "The name of a sample has at most 80 characters.",
    "ck_specimens_status": "A tube is collected, received or rejected.",
    "ck_specimens_tube_type": "The name of a container has at most 80 characters.",
    "ck_tube_types_capacity_microlitres": "A container holds more than nothing.",
    "uq_payment_transactions_request_key": "This form was saved already. The payment stands with the bill.",
    "uq_payment_transactions_gateway": "This payment of the gateway was noted already.",
    "ck_payment_transactions_amount": "A payment is more than nothing.",
    "ck_payment_transactions_completed_at": "A payment that came in has the time of it.",
    "ck_payment_transactions_currency": "A currency has three capital letters, such as INR.",
    "ck_payment_transactions_payment_method": "A way of paying has a short name in small letters, such as cash.",
    "ck_payment_transactions_purpose": "A payment is for a bill or for a voucher.",
    "ck_payment_transactions_status": "This is not a status that a payment can have.",
  ]
}
