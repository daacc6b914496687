import LabCore
import LabStore
import Tui
import Words

extension Intake {
  mutating func couponLeft() -> [Effect] {
    let code = Coupon.normalized(form.text(.coupon))
    guard !code.isEmpty else {
      coupon = nil
      return []
    }
    guard coupon?.code != code else { return form[.coupon]?.echo.isEmpty == true ? verdictTold() : [] }
    return [.work(.findCoupon(code, record?.client.id), slot: .coupon)]
  }

  /// Takes what a look-up found under a code, and says what the code comes to.
  mutating func receive(_ check: CouponCheck, for code: String) -> [Effect] {
    guard Coupon.normalized(form.text(.coupon)) == Coupon.normalized(code) else { return [] }
    coupon = (Coupon.normalized(code), check)
    arrange()
    return verdictTold()
  }

  /// Says beside the field and in the message line what the code comes to.
  private mutating func verdictTold() -> [Effect] {
    guard let verdict = quote?.couponVerdict else { return [] }
    let sentence = verdict.sentence(in: currency)
    if verdict.isEligible {
      form.setEcho(sentence, for: .coupon)
      return [.message(.info(sentence))]
    }
    form.setEcho(say("not applied"), for: .coupon)
    return [.message(.warning(sentence))]
  }
}
