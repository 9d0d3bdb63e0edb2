package scoring

import (
	"fmt"
	"slices"

	"minhchung/internal/kpi"
)

// say writes one sentence in both languages with the same facts in it.
func say(vi, en string, facts ...any) kpi.Text {
	if len(facts) == 0 {
		return kpi.Text{Vi: vi, En: en}
	}
	return kpi.Text{Vi: fmt.Sprintf(vi, facts...), En: fmt.Sprintf(en, facts...)}
}

func levelName(l kpi.Level) kpi.Text {
	switch l {
	case kpi.Excellent:
		return say("hoàn thành xuất sắc nhiệm vụ", "excellent")
	case kpi.Good:
		return say("hoàn thành tốt nhiệm vụ", "good")
	case kpi.Completed:
		return say("hoàn thành nhiệm vụ", "completed")
	}
	return say("không hoàn thành nhiệm vụ", "not completed")
}

func sayCandidate(l kpi.Level) kpi.Text {
	n := levelName(l)
	return kpi.Text{Vi: "Mức dự kiến: " + n.Vi, En: "Candidate level: " + n.En}
}

func sayBlocked(b Blocker, l kpi.Level) kpi.Text {
	n := levelName(l)
	return kpi.Text{Vi: b.Says.Vi + " Mức dự kiến: " + n.Vi, En: b.Says.En + " Candidate level: " + n.En}
}

// What a card is missing.

func sayNoPlan(f Facts, t *tally) kpi.Text {
	elsewhere := 0
	for _, l := range t.lines {
		elsewhere += len(l.outside)
	}
	switch {
	case len(f.Plan) == 0:
		return say("Chưa đủ dữ liệu: kỳ này chưa có việc được giao, nên không có mẫu số để tính.",
			"Insufficient data: nothing was assigned in this period, so there is nothing to divide by.")
	case elsewhere > 0:
		return say("Chưa đủ dữ liệu: %d dòng việc được giao không thuộc mẫu số của kỳ này.",
			"Insufficient data: %d assigned lines are not in the denominator of this period.", elsewhere)
	}
	return say("Chưa đủ dữ liệu: việc được giao trong kỳ chưa quy đổi được hoặc có số lượng bằng 0.",
		"Insufficient data: what was assigned in this period cannot be converted, or its quantity is 0.")
}

func sayNoGeneral() kpi.Text {
	return say("Tiêu chí chung: chưa đánh giá; tổng điểm là tạm tính.",
		"General criteria: not assessed yet; the total is provisional.")
}

func sayLeader(rulebook string) kpi.Text {
	return say("Là lãnh đạo: kết quả đơn vị phụ trách (d), tổ chức thực hiện (đ) và đoàn kết nội bộ (e) chưa được tính theo bộ quy tắc %s; chỉ hiện a, b, c, không cho điểm.",
		"A leader: the unit's result (d), organising the work (đ) and uniting the staff (e) are not computed under the rulebook %s; a, b and c are shown, no points are given.", rulebook)
}

func sayUnconfigured(t TypeFact, units kpi.Rat) kpi.Text {
	return say("Loại sản phẩm chưa có hệ số quy đổi (không bao giờ coi là 1): %s %s được giao chưa có trong phép tính.",
		"The product type has no coefficient (it is never taken for 1): %s assigned units (%s) are not in the sum.", exactly(units), t.Unit)
}

// Why evidence does not count.

func sayRefusals(codes []string) []kpi.Text {
	if len(codes) == 0 {
		return []kpi.Text{say("Minh chứng chưa đủ điều kiện được tính.", "The evidence may not be counted yet.")}
	}
	out := make([]kpi.Text, 0, len(codes))
	for _, c := range slices.Sorted(slices.Values(codes)) {
		out = append(out, kpi.Text{Vi: c, En: c}) // Labels puts the sentence in its place
	}
	return out
}

func sayNoCoefficient() kpi.Text {
	return say("Loại sản phẩm chưa có hệ số quy đổi nên chưa được tính.", "The product type has no coefficient, so it is not counted.")
}

func sayUnknownLine() kpi.Text {
	return say("Việc được giao của minh chứng này không thuộc kỳ và người này.", "The assignment it answers is not of this period and official.")
}

func sayUnapproved() kpi.Text {
	return say("Việc phát sinh chưa được người phụ trách duyệt giao.", "Unplanned work whose assignment the supervisor has not approved.")
}

func sayUnplannedIgnored() kpi.Text {
	return say("Bộ quy tắc không tính việc phát sinh.", "The rulebook does not count unplanned work.")
}

func sayOtherPeriod(day kpi.Date) kpi.Text {
	return say("Việc được giao thuộc kỳ khác (ngày %s).", "The assignment belongs to another period (%s).", day.Display())
}

func saySurplusType() kpi.Text {
	return say("Vượt số được giao của loại sản phẩm này: sản phẩm hoàn thành trước được tính trước.",
		"More than was assigned of this product type: what was completed first counts first.")
}

func saySurplusLine() kpi.Text {
	return say("Vượt số lượng của dòng việc được giao.", "More than the assigned line asks for.")
}

func sayTypeCap(t TypeFact) kpi.Text {
	return say("Vượt trần %s %s một kỳ của loại sản phẩm: sản phẩm hoàn thành trước được tính trước.",
		"Over the cap of %s (%s) of the product type in one period: what was completed first counts first.", exactly(*t.Cap), t.Unit)
}

func sayNoUnits() kpi.Text {
	return say("Số lượng đề nghị bằng 0.", "The claimed quantity is 0.")
}

// Why a line has the points it has.

func sayShort(t TypeFact, n kpi.Rat, asOf kpi.Date) kpi.Text {
	if asOf.IsZero() {
		return say("Còn %s %s chưa có minh chứng được chấp nhận.", "%s units (%s) still have no accepted evidence.", exactly(n), t.Unit)
	}
	return say("Tính đến %[3]s: còn %[1]s %[2]s chưa có minh chứng được chấp nhận.",
		"Up to %[3]s: %[1]s units (%[2]s) still have no accepted evidence.", exactly(n), t.Unit, asOf.Display())
}

func sayQualityLoss(t TypeFact, n kpi.Rat) kpi.Text {
	return say("Không đạt chất lượng: mất tương đương %s %s ở tiêu chí b.", "Quality faults: the worth of %s units (%s) is lost in b.", exactly(n), t.Unit)
}

func sayTimeLoss(t TypeFact, n kpi.Rat) kpi.Text {
	return say("Chậm tiến độ: mất tương đương %s %s ở tiêu chí c.", "Delays: the worth of %s units (%s) is lost in c.", exactly(n), t.Unit)
}

func sayCarried(t TypeFact, n kpi.Rat) kpi.Text {
	return say("Gồm %s %s quá hạn từ kỳ trước chuyển sang (một lần).", "Includes %s overdue units (%s) carried from the period before (once).", exactly(n), t.Unit)
}

func sayEarly(t TypeFact, n kpi.Rat) kpi.Text {
	return say("Gồm %s %s hoàn thành sớm, hạn ở kỳ sau: tính cả hai vế ở kỳ này.", "Includes %s units (%s) finished before they are due in a later period: on both sides here.", exactly(n), t.Unit)
}

func sayExtra(t TypeFact, n kpi.Rat) kpi.Text {
	return say("Gồm %s %s việc phát sinh đã duyệt, chỉ tính ở tử số.", "Includes %s units (%s) of approved unplanned work, in the numerator only.", exactly(n), t.Unit)
}

func sayFree(t TypeFact, n kpi.Rat) kpi.Text {
	return say("Nhiều hơn số được giao %s %s; bộ quy tắc cho bù loại khác.", "%s units (%s) more than assigned; the rulebook lets them stand for other types.", exactly(n), t.Unit)
}

func sayCapBelowPlan(t TypeFact) kpi.Text {
	return say("Số được giao lớn hơn trần %s %s của loại sản phẩm: dòng này không thể đạt 100 %%.",
		"More is assigned than the cap of %s (%s) of the product type: this line cannot reach 100 %%.", exactly(*t.Cap), t.Unit)
}

// Why a piece of evidence keeps what it keeps.

func sayGroup(n int64) kpi.Text { return say("Nhóm %d sản phẩm.", "A group of %d products.", n) }

func sayShare(r kpi.Rat) kpi.Text {
	return say("Phần đóng góp: %s.", "Share of joint work: %s.", r.String())
}

func sayPart(t TypeFact, taken, claimed kpi.Rat) kpi.Text {
	return say("Tính %s trong %s %s: phần còn lại vượt số được giao hoặc trần.", "%s of %s units (%s) counted: the rest is over the assigned quantity or the cap.", exactly(taken), exactly(claimed), t.Unit)
}

func sayFaults(n int, kept kpi.Rat) kpi.Text {
	return say("%d lần đánh giá không đạt chất lượng: còn %s %% ở b.", "Failed quality assessments: %d; %s %% is left in b.", n, exactly(percent(kept)))
}

func sayFaultsExcused(n int) kpi.Text {
	return say("%d lần không đạt được xác nhận nguyên nhân khách quan.", "Failed assessments excused by an objective cause: %d.", n)
}

func sayDelays(n int, kept kpi.Rat, carried bool) kpi.Text {
	t := say("%d lần chậm hạn: còn %s %% ở c.", "Missed deadlines: %d; %s %% is left in c.", n, exactly(percent(kept)))
	if carried {
		t.Vi += " Gồm cả hạn đã lỡ ở kỳ trước."
		t.En += " Those of the period before are among them."
	}
	return t
}

func sayDelaysExcused(n int) kpi.Text {
	return say("%d lần chậm được xác nhận nguyên nhân khách quan.", "Missed deadlines excused by an objective cause: %d.", n)
}
