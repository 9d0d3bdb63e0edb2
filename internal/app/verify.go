package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/internal/ledger"
	"minhchung/internal/scoring"
	"minhchung/storage"
)

// Finding is one thing that does not hold together.
type Finding struct {
	Object string   `json:"object"` // e.g. evidence:12, entry:7
	Code   string   `json:"code"`
	Text   kpi.Text `json:"text"`
}

// Verified counts what a verification looked at.
type Verified struct {
	Entries, Evidence, Plans, Cards, Contents int
	Findings                                  []Finding
}

// Verify recomputes what can be recomputed: every leaf of the log, every stored
// decision against its log entry, every card from its frozen facts and, with
// files, every stored byte. It changes nothing. found is called for each finding.
func (a *App) Verify(ctx context.Context, files bool, found func(Finding)) (v Verified, err error) {
	report := func(object, code, vi, en string) {
		f := Finding{object, code, kpi.Text{Vi: vi, En: en}}
		v.Findings = append(v.Findings, f)
		found(f)
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		// The latest entry that speaks of each piece of evidence.
		latest := map[string]kpi.EntryID{}
		if err := tx.EachEntry(ctx, func(e StoredEntry) error {
			v.Entries++
			latest[e.Object] = e.ID
			verifyEntry(e, report)
			return nil
		}); err != nil {
			return err
		}
		if err := tx.EachEvidence(ctx, func(e EvidenceRow, b Basis) error {
			v.Evidence++
			entry, err := tx.StoredEntry(ctx, e.Entry)
			if err != nil && kpi.CodeOf(err) != kpi.NotFound {
				return err
			}
			id := object("evidence", e.ID)
			verifyEvidence(e, b, entry, latest[id], report)
			delete(latest, id)
			return nil
		}); err != nil {
			return err
		}
		if err := tx.EachPlanLine(ctx, func(l PlanLine) error {
			v.Plans++
			id := object("plan", l.ID)
			entry, err := tx.StoredEntry(ctx, latest[id])
			if err != nil && kpi.CodeOf(err) != kpi.NotFound {
				return err
			}
			verifyPlan(l, entry, report)
			delete(latest, id)
			return nil
		}); err != nil {
			return err
		}
		verifyNoneLost(latest, report)
		if err := tx.EachGeneral(ctx, func(g GeneralRow) error {
			entry, err := tx.StoredEntry(ctx, g.Entry)
			if err != nil && kpi.CodeOf(err) != kpi.NotFound {
				return err
			}
			verifyGeneral(g, entry, report)
			return nil
		}); err != nil {
			return err
		}
		return tx.EachCard(ctx, func(c CardRow) error {
			v.Cards++
			a.verifyCard(c, report)
			return nil
		})
	})
	if err == nil && files {
		err = a.verifyFiles(ctx, &v, report)
	}
	return v, err
}

type reporter func(object, code, vi, en string)

func verifyEntry(e StoredEntry, report reporter) {
	id := object("entry", e.ID)
	parsed, err := ledger.Parse(e.Leaf)
	if err != nil || ledger.LeafHash(e.Leaf) != e.Hash || parsed.Kind != e.Kind || parsed.Object != e.Object {
		report(id, "log.leaf", "Mục nhật ký không khớp với mã băm của nó.", "The log entry does not match its hash.")
		return
	}
	if e.Salt == nil { // erased: the tree still holds
		return
	}
	if len(e.Salt) != ledger.SaltSize || ledger.BodyHash([ledger.SaltSize]byte(e.Salt), e.Body) != parsed.Body {
		report(id, "log.body", "Nội dung của mục nhật ký đã bị sửa.", "The details of the log entry were altered.")
	}
}

// verifyEvidence finds a row that differs from the last decision about it.
func verifyEvidence(e EvidenceRow, b Basis, entry StoredEntry, latest kpi.EntryID, report reporter) {
	id := object("evidence", e.ID)
	if entry.ID == 0 || entry.Object != id || entry.ID != latest {
		report(id, "evidence.entry",
			"Minh chứng không trỏ tới quyết định cuối cùng về nó trong nhật ký.",
			"The evidence does not point to the last decision about it in the log.")
		return
	}
	if entry.Salt == nil {
		return
	}
	body, err := json.Marshal(bodyOf(e, b))
	if err != nil || !bytes.Equal(body, entry.Body) {
		report(id, "evidence.altered",
			fmt.Sprintf("Minh chứng %d đã bị sửa trong cơ sở dữ liệu mà không có quyết định nào.", e.ID),
			fmt.Sprintf("Evidence %d was altered in the database without a decision.", e.ID))
	}
}

// verifyPlan finds a line of work that differs from what was assigned.
func verifyPlan(l PlanLine, entry StoredEntry, report reporter) {
	body, err := json.Marshal(planBodyOf(l))
	if err == nil && entry.ID != 0 && (entry.Salt == nil || bytes.Equal(body, entry.Body)) {
		return
	}
	report(object("plan", l.ID), "plan.altered",
		"Việc được giao đã bị sửa hoặc thêm trong cơ sở dữ liệu mà không có ai giao.",
		"An assigned line was altered or added in the database without anybody assigning it.")
}

// verifyNoneLost finds rows that the log speaks of and that are gone: what was left
// over of its objects once all rows were seen. Neither is ever deleted.
func verifyNoneLost(left map[string]kpi.EntryID, report reporter) {
	for _, id := range slices.Sorted(maps.Keys(left)) {
		switch kind, _, _ := strings.Cut(id, ":"); kind {
		case "evidence":
			report(id, "evidence.lost", "Minh chứng có trong nhật ký nhưng đã bị xóa khỏi cơ sở dữ liệu.", "The log speaks of this evidence, but its row is gone.")
		case "plan":
			report(id, "plan.lost", "Việc được giao có trong nhật ký nhưng đã bị xóa khỏi cơ sở dữ liệu.", "The log speaks of this assigned line, but its row is gone.")
		}
	}
}

// verifyGeneral finds an assessment that differs from what the log remembers.
func verifyGeneral(g GeneralRow, entry StoredEntry, report reporter) {
	body, err := json.Marshal(generalBodyOf(g))
	if err == nil && entry.Kind == "general.assessed" && (entry.Salt == nil || bytes.Equal(body, entry.Body)) {
		return
	}
	report(object("official", g.Official), "general.altered",
		"Điểm tiêu chí chung đã bị sửa trong cơ sở dữ liệu mà không có quyết định nào.",
		"Points of the general criteria were altered in the database without a decision.")
}

// verifyCard computes a card again from the facts frozen beside it.
func (a *App) verifyCard(c CardRow, report reporter) {
	id := object("scorecard", c.ID)
	facts, err := scoring.ParseFacts(c.Facts)
	if err != nil || facts.Hash() != c.Hash {
		report(id, "score.facts", "Dữ kiện của phiếu điểm không khớp mã băm.", "The facts of the card do not match their hash.")
		return
	}
	rb, err := a.Rulebooks.Get(c.Rulebook)
	if err != nil {
		report(id, "score.rulebook", "Không có bộ quy tắc của phiếu điểm.", "The rulebook of the card is missing.")
		return
	}
	again, err := scoring.Compute(rb, facts)
	if err != nil || figures(again) != figures(c.Scorecard) {
		report(id, "score.total", "Tính lại từ dữ kiện cho kết quả khác với phiếu điểm.", "Computing again from the facts gives another result.")
	}
}

// figures writes down every number of a card, names and sentences aside.
func figures(c kpi.Scorecard) string {
	parts := []string{string(c.Status), exact(c.A), exact(c.B), exact(c.C), exact(c.Task), exact(c.General), exact(c.Total)}
	if c.Level != nil {
		parts = append(parts, string(*c.Level))
	}
	for _, l := range c.Lines {
		parts = append(parts, fmt.Sprintf("%d/%d %s %s %s %s %s", l.IndicatorID, l.TypeID, l.AssignedConv.Exact, l.DoneConv.Exact,
			l.QualityConv.Exact, l.OnTimeConv.Exact, l.Points.Exact))
		for _, e := range l.Evidence {
			parts = append(parts, fmt.Sprintf("%d %s", e.EvidenceID, e.Units.Exact))
		}
	}
	return strings.Join(parts, "\n")
}

func (a *App) verifyFiles(ctx context.Context, v *Verified, report reporter) error {
	var all []storage.Hash
	var aside []Quarantine
	if err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		if aside, err = tx.Quarantines(ctx, access.System()); err != nil {
			return err
		}
		return tx.EachContent(ctx, func(c Content) error {
			all = append(all, c.Hash)
			return nil
		})
	}); err != nil {
		return err
	}
	going := map[storage.Hash]bool{}
	for _, q := range aside {
		h, err := storage.ParseHash(q.Hash)
		if err != nil || q.Confirmed == nil {
			continue
		}
		going[h] = true
		if err := a.verifyPurge(ctx, q, h, report); err != nil {
			return err
		}
	}
	for _, h := range all {
		if going[h] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		v.Contents++
		if err := a.Bucket.Verify(ctx, h); err != nil {
			report("content:"+h.String(), "content.altered", "Tệp gốc bị mất hoặc đã bị sửa.", "The original file is missing or was altered.")
		}
	}
	return nil
}

// verifyPurge finds what a decided purge has not removed.
func (a *App) verifyPurge(ctx context.Context, q Quarantine, h storage.Hash, report reporter) error {
	_, err := a.Bucket.Stat(ctx, h)
	switch {
	case err != nil && !errors.Is(err, storage.ErrNotFound):
		return fmt.Errorf("verify %s: %w", h, err)
	case q.PurgedAt == nil:
		report(object("quarantine", q.ID), "purge.unfinished", "Việc tiêu hủy đã được xác nhận nhưng chưa xong; máy chủ sẽ làm tiếp.", "A confirmed purge is not finished; the server goes on with it.")
	case err == nil:
		report("content:"+h.String(), "purge.present", "Tệp đã tiêu hủy vẫn còn trong kho (có thể do khôi phục từ bản sao lưu).", "A purged file is in the store (perhaps restored from a backup).")
	}
	return nil
}
