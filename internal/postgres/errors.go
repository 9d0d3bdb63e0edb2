package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"minhchung/internal/kpi"
)

// mapError turns what the database says into the words of kpi, once. Errors that
// carry a code already pass through.
func mapError(op string, err error) error {
	if err == nil {
		return nil
	}
	if e := new(kpi.Error); errors.As(err, &e) {
		return err
	}
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return kpi.E(kpi.NotFound, "not_found", "Không tìm thấy.", "Not found.").At(op, err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return unavailable(op, err)
	}
	pg := new(pgconn.PgError)
	if !errors.As(err, &pg) {
		if pgconn.Timeout(err) || isConnect(err) {
			return unavailable(op, err)
		}
		return err
	}
	if e := constraint(pg); e != nil {
		return e.At(op, err)
	}
	switch pg.Code[:2] {
	case "23": // integrity
		return kpi.E(kpi.Conflict, "conflict",
			"Dữ liệu đã có hoặc không còn khớp. Không có gì bị thay đổi. Hãy tải lại trang.",
			"It is there already or no longer fits. Nothing was changed. Reload the page.").At(op, err)
	case "40": // serialisation, deadlock
		return unavailable(op, err)
	case "08", "53", "57": // connection, resources, operator
		return unavailable(op, err)
	case "22": // data
		return kpi.E(kpi.Invalid, "invalid_value", "Giá trị không hợp lệ. Không có gì bị thay đổi.", "A value is not valid. Nothing was changed.").At(op, err)
	}
	return err
}

// constraint names what each named rule of the schema means to people.
func constraint(pg *pgconn.PgError) *kpi.Error {
	switch pg.ConstraintName {
	case "countings_once":
		return kpi.E(kpi.Conflict, "evidence.counted_already",
			"Tài liệu hoặc hồ sơ này đã được tính cho bạn với cùng một việc. Không tính lần hai.",
			"This document or dossier is counted for you for the same act already. It is not counted twice.")
	case "contributions_sum":
		return kpi.E(kpi.Conflict, "evidence.act_taken",
			"Phần việc này của tài liệu đã được ghi nhận đủ cho người khác. Hãy thỏa thuận tỷ lệ đóng góp trước.",
			"This act on the document is fully credited to somebody else. Agree on shares first.")
	case "evidence_quarantined":
		return kpi.E(kpi.Forbidden, "evidence.quarantined",
			"Tài liệu đang bị cách ly nên không được dùng làm minh chứng. Không có gì bị thay đổi.",
			"The document is set aside and may not be used as evidence. Nothing was changed.")
	case "evidence_head":
		return kpi.E(kpi.Forbidden, "evidence.head_only",
			"Việc không kèm nội dung chỉ được tính khi người đứng đầu xác nhận, và không ghi chữ nào kèm theo. Không có gì bị thay đổi.",
			"Work without content counts by the word of the head alone, and without any words beside it. Nothing was changed.")
	case "contents_quarantined":
		return kpi.E(kpi.Forbidden, "upload.quarantined",
			"Chính tệp này đang bị cách ly hoặc đã bị tiêu hủy theo thủ tục, nên không được nhận lại. Chưa lưu gì.",
			"This very file is set aside or was purged by the recorded procedure, and is not taken again. Nothing was kept.")
	case "quarantines_two_persons":
		return kpi.E(kpi.Forbidden, "quarantine.second_person",
			"Người đề nghị tiêu hủy không được tự xác nhận. Hãy để người đứng đầu khác xác nhận.",
			"Whoever asked for the purge cannot confirm it. Leave it to another head.")
	case "identities_pkey":
		return kpi.E(kpi.Conflict, "identity.held",
			"Số, ký hiệu hoặc tệp này đã thuộc về một sản phẩm khác.", "This number, symbol or file belongs to another product already.")
	case "accounts_login_key":
		return kpi.E(kpi.Conflict, "account.login_taken", "Tên đăng nhập đã có người dùng.", "The login is taken.")
	case "accounts_official_id_key":
		return kpi.E(kpi.Conflict, "account.official_taken", "Người này đã có tài khoản.", "This person has an account already.")
	case "officials_staff_code_key":
		return kpi.E(kpi.Conflict, "official.staff_code_taken", "Mã cán bộ đã có.", "The staff code is taken.")
	case "units_code":
		return kpi.E(kpi.Conflict, "unit.code_taken", "Mã đơn vị đã có.", "The unit code is taken.")
	}
	return nil
}

func isConnect(err error) bool {
	e := new(pgconn.ConnectError)
	return errors.As(err, &e)
}

func unavailable(op string, err error) *kpi.Error {
	return kpi.E(kpi.Unavailable, "database.unavailable",
		"Cơ sở dữ liệu tạm thời không trả lời. Chưa có gì bị thay đổi. Hãy thử lại.",
		"The database does not answer right now. Nothing was changed. Try again.").At(op, err)
}
