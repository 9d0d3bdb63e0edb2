package app

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
)

// notify tells the people of some roles over a unit, and the owner of the work.
func (a *App) notify(ctx context.Context, tx Tx, kind, obj string, unit kpi.UnitID, owner kpi.OfficialID, roles ...kpi.Role) error {
	return tx.AddNotices(ctx, NewNotice{Kind: kind, Object: obj, Unit: unit, Roles: roles, Owner: owner, At: a.now()})
}

// Notices returns the newest notices of whoever asks, and how many are unread.
func (a *App) Notices(ctx context.Context, who access.Actor) (list []Notice, unread int, err error) {
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		list, unread, err = tx.Notices(ctx, who.Account)
		return err
	})
	for i := range list {
		list[i].Text = noticeText(list[i].Kind)
	}
	return list, unread, err
}

// ReadNotices marks the asker's notices as read, up to and with one.
func (a *App) ReadNotices(ctx context.Context, who access.Actor, upTo kpi.NoticeID) error {
	return a.Store.InTx(ctx, func(tx Tx) error { return tx.ReadNotices(ctx, who.Account, upTo, a.now()) })
}

// noticeText is the sentence of a kind of notice; it is never kept in a row.
func noticeText(kind string) kpi.Text {
	switch kind {
	case "quarantine.classified":
		return kpi.Text{
			Vi: "Một tệp đã nộp mang dấu mật và đã bị cách ly (Luật 117/2025/QH15). Quản trị đề nghị tiêu hủy, người đứng đầu xác nhận.",
			En: "A file that was handed in bears a mark of classification and is set aside (Law 117/2025/QH15). The administrator asks for its purge, the head confirms.",
		}
	case "quarantine.active":
		return kpi.Text{
			Vi: "Một tệp đã nộp mang theo chương trình chạy được và đã bị cách ly. Hãy in lại ra PDF mới rồi nộp bản đó.",
			En: "A file that was handed in carries a program and is set aside. Print it to a new PDF and hand that in.",
		}
	case "quarantine.released":
		return kpi.Text{Vi: "Người đứng đầu xác định dấu mật là nhầm. Tệp đang được đọc lại.", En: "The head found the mark to be none. The file is being read again."}
	case "purge.requested":
		return kpi.Text{Vi: "Có đề nghị tiêu hủy một tệp bị cách ly, chờ bạn xác nhận.", En: "Somebody asks to purge a file that is set aside; it waits for your confirmation."}
	case "purge.done":
		return kpi.Text{Vi: "Một tệp bị cách ly đã được tiêu hủy. Chỉ còn mã băm, thời điểm, lý do và người quyết định.", En: "A file that was set aside is purged. Only hash, times, reason and who decided are left."}
	case "classified.waits":
		return kpi.Text{Vi: "Có một đơn vị công việc mật (không kèm nội dung) chờ bạn xác nhận.", En: "A unit of classified work (without content) waits for your confirmation."}
	case "classified.confirmed":
		return kpi.Text{Vi: "Người đứng đầu đã quyết định về đơn vị công việc mật của bạn.", En: "The head has decided on your unit of classified work."}
	}
	return kpi.Text{Vi: kind, En: kind}
}
