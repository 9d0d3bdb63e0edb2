package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// EvidenceJSON is a piece of evidence with what a reviewer needs beside it.
type EvidenceJSON struct {
	kpi.Evidence
	Act            kpi.Act       `json:"act"`
	ProductTitle   string        `json:"product_title"`
	DocRef         string        `json:"doc_ref"`
	DocType        string        `json:"doc_type"`
	Read           kpi.ReadState `json:"read" enum:"pending,read,not-read"`
	ReadProblem    string        `json:"read_problem"`
	Pages          int           `json:"pages"`
	MediaType      string        `json:"media_type"`
	Hash           string        `json:"hash" doc:"SHA-256 of the product's current file"`
	IndicatorName  string        `json:"indicator_name"`
	TypeName       string        `json:"type_name"`
	Unit           string        `json:"unit" doc:"Unit of count"`
	Coefficient    *kpi.Number   `json:"coefficient,omitempty"`
	OfficialName   string        `json:"official_name"`
	StaffCode      string        `json:"staff_code"`
	PostTitle      string        `json:"post_title"`
	UnitID         kpi.UnitID    `json:"unit_id"`
	UnitName       string        `json:"unit_name"`
	Due            kpi.Date      `json:"due"`
	CompletedOn    kpi.Date      `json:"completed_on"`
	ProposedDelays int           `json:"proposed_delays" doc:"What the dates alone say; a person decides"`
	PlanQuantity   kpi.Number    `json:"plan_quantity"`
	PlanTitle      string        `json:"plan_title"`
	Unplanned      bool          `json:"unplanned"`
	UnitsShown     string        `json:"units_shown"`
	ReviewerName   string        `json:"reviewer_name"`
	EntryID        kpi.EntryID   `json:"entry_id" doc:"Log entry of its latest change"`
	Source         kpi.Source    `json:"source" enum:"file,classified" doc:"classified: one unit of work without content, confirmed by the head"`
	NearPercent    int           `json:"near_percent" doc:"How much of its text an earlier product has, while nobody answered whether it is the same work; 0 = nothing was found"`
	Exceptions     []kpi.Text    `json:"exceptions" doc:"What wants a careful look"`
	May            EvidenceMay   `json:"may"`
	History        []app.History `json:"history" doc:"Filled when one piece is opened"`
}

// EvidenceMay says what the asker may do with a piece of evidence.
type EvidenceMay struct {
	Withdraw bool `json:"withdraw"`
	Resubmit bool `json:"resubmit"`
	Review   bool `json:"review"`
	Undo     bool `json:"undo"`
	Confirm  bool `json:"confirm" doc:"Confirm or decline work without content, as its head"`
}

// evidenceJSON writes a view down; who is nil where nobody is asked for.
func evidenceJSON(v app.EvidenceView, who *access.Actor) EvidenceJSON {
	j := EvidenceJSON{
		Evidence: v.EvidenceRow.Evidence, Act: v.Act, ProductTitle: v.ProductTitle, DocRef: v.DocRef, DocType: v.DocType,
		Read: v.Read, ReadProblem: v.ReadProblem, Pages: v.Pages, MediaType: v.MediaType, Hash: v.Hash,
		IndicatorName: v.IndicatorName, TypeName: v.TypeName, Unit: v.CountUnit, OfficialName: v.OfficialName,
		StaffCode: v.StaffCode, PostTitle: v.PostTitle, UnitID: v.UnitID, UnitName: v.UnitName, Due: v.Due,
		CompletedOn: v.CompletedOn, ProposedDelays: app.ProposedDelays(v), PlanQuantity: kpi.Num(v.PlanQuantity),
		PlanTitle: v.PlanTitle, Unplanned: v.Unplanned, UnitsShown: v.Units.Display(2), ReviewerName: v.ReviewerName,
		EntryID: v.Entry, Source: v.Source, NearPercent: v.Near, Exceptions: app.Exceptions(v), History: []app.History{},
	}
	if v.Coefficient != nil {
		n := kpi.Num(*v.Coefficient)
		j.Coefficient = &n
	}
	if who == nil {
		return j
	}
	if open := v.PeriodState == kpi.PeriodOpen || v.PeriodState == kpi.PeriodReview; open {
		j.May = evidenceMay(v, *who)
	}
	if hidden(v, *who) {
		j.hide()
	}
	return j
}

func evidenceMay(v app.EvidenceView, who access.Actor) EvidenceMay {
	own := who.Official != 0 && who.Official == v.OfficialID
	_, review := access.Check(who, access.ReviewEvidence, v.Object())
	_, confirm := access.Check(who, access.ConfirmClassified, v.Object())
	return EvidenceMay{
		Withdraw: own && v.Faults == 0 && (v.State == kpi.EvidenceSubmitted || v.State == kpi.EvidenceReturned),
		Resubmit: own && v.State == kpi.EvidenceReturned,
		Review:   review == nil && v.State == kpi.EvidenceSubmitted && v.Source != kpi.SourceClassified && !app.OwnDocument(who, v),
		Undo:     review == nil && v.Reviewer == who.Account && (v.State == kpi.EvidenceAccepted || v.State == kpi.EvidenceReturned),
		Confirm:  confirm == nil && v.State == kpi.EvidenceSubmitted && v.Source == kpi.SourceClassified,
	}
}

// EvidencePath is the address of a piece of evidence. It is
// exported because the API library does not look into hidden embedded types.
type EvidencePath struct {
	ID kpi.EvidenceID `path:"id" minimum:"1"`
}

type decisionInput struct {
	EvidencePath
	Body DecisionJSON
}

// DecisionJSON is what a supervisor decides, and what was on the screen.
type DecisionJSON struct {
	Version       int              `json:"version" doc:"Version of the evidence that was on the screen"`
	JudgedHash    string           `json:"judged_hash" doc:"SHA-256 of the file that was on the screen" maxLength:"64"`
	Faults        int              `json:"faults" required:"false" minimum:"0" maximum:"100"`
	FaultsExcused int              `json:"faults_excused" required:"false" minimum:"0" maximum:"100"`
	Delays        int              `json:"delays" required:"false" minimum:"0" maximum:"100"`
	DelaysExcused int              `json:"delays_excused" required:"false" minimum:"0" maximum:"100"`
	Reason        string           `json:"reason" required:"false" maxLength:"2000"`
	ReasonCode    kpi.ReturnReason `json:"reason_code" required:"false" doc:"Only for a return: content, incomplete, authority, wrong-file, unreadable, wrong-indicator"`
	SeenMS        int64            `json:"seen_ms" required:"false" minimum:"0"`
}

func (d DecisionJSON) decision() app.Decision { return app.Decision(d) }

func (s *Server) evidence() {
	a := s.cfg.App
	type claimInput struct{ Body ClaimJSON }
	op(s, operation{method: "POST", path: "/api/evidence", id: "submit-evidence", summary: "Attach a product to an indicator", action: access.SubmitEvidence, status: 201},
		func(ctx context.Context, who access.Actor, in *claimInput) (EvidenceJSON, error) {
			v, err := a.Link(ctx, who, app.Claim(in.Body))
			return evidenceJSON(v, &who), err
		})
	type listInput struct {
		Official kpi.OfficialID    `query:"official" minimum:"0"`
		Period   kpi.PeriodID      `query:"period" minimum:"0"`
		Unit     kpi.UnitID        `query:"unit" minimum:"0"`
		State    kpi.EvidenceState `query:"state" doc:"draft, submitted, accepted, returned or withdrawn"`
		Limit    int               `query:"limit" minimum:"1" maximum:"2000" default:"500"`
	}
	op(s, operation{method: "GET", path: "/api/evidence", id: "list-evidence", summary: "Evidence, newest first", action: access.ReadEvidence},
		func(ctx context.Context, who access.Actor, in *listInput) (List[EvidenceJSON], error) {
			list, err := a.Evidence(ctx, who, in.Unit, app.EvidenceFilter{Official: in.Official, Period: in.Period, State: in.State, Limit: in.Limit})
			return listOf(evidenceList(list, who)), err
		})
	op(s, operation{method: "GET", path: "/api/evidence/{id}", id: "get-evidence", summary: "One piece of evidence with its history", action: access.ReadEvidence},
		func(ctx context.Context, who access.Actor, in *EvidencePath) (EvidenceJSON, error) {
			v, h, err := a.OpenEvidence(ctx, who, in.ID)
			j := evidenceJSON(v, &who)
			if h != nil {
				j.History = h
			}
			return j, err
		})
	type versionInput struct {
		EvidencePath
		Body struct {
			Version int `json:"version"`
		}
	}
	op(s, operation{method: "POST", path: "/api/evidence/{id}/withdraw", id: "withdraw-evidence", summary: "Take one's own evidence back", action: access.SubmitEvidence},
		func(ctx context.Context, who access.Actor, in *versionInput) (EvidenceJSON, error) {
			v, err := a.Withdraw(ctx, who, in.ID, in.Body.Version)
			return evidenceJSON(v, &who), err
		})
	type resubmitInput struct {
		EvidencePath
		Body struct {
			Version   int           `json:"version"`
			ProductID kpi.ProductID `json:"product_id"`
		}
	}
	op(s, operation{method: "POST", path: "/api/evidence/{id}/resubmit", id: "resubmit-evidence", summary: "Answer a return with a new file", action: access.SubmitEvidence},
		func(ctx context.Context, who access.Actor, in *resubmitInput) (EvidenceJSON, error) {
			v, err := a.Resubmit(ctx, who, in.ID, in.Body.Version, in.Body.ProductID)
			return evidenceJSON(v, &who), err
		})
	op(s, operation{method: "POST", path: "/api/evidence/{id}/accept", id: "accept-evidence", summary: "Count it", action: access.ReviewEvidence},
		func(ctx context.Context, who access.Actor, in *decisionInput) (EvidenceJSON, error) {
			v, err := a.Accept(ctx, who, in.ID, in.Body.decision())
			return evidenceJSON(v, &who), err
		})
	op(s, operation{method: "POST", path: "/api/evidence/{id}/return", id: "return-evidence", summary: "Send it back", action: access.ReviewEvidence},
		func(ctx context.Context, who access.Actor, in *decisionInput) (EvidenceJSON, error) {
			v, err := a.Return(ctx, who, in.ID, in.Body.decision())
			return evidenceJSON(v, &who), err
		})
	op(s, operation{method: "POST", path: "/api/evidence/{id}/undo", id: "undo-evidence", summary: "Take one's own last decision back", action: access.ReviewEvidence},
		func(ctx context.Context, who access.Actor, in *versionInput) (EvidenceJSON, error) {
			v, err := a.Undo(ctx, who, in.ID, in.Body.Version)
			return evidenceJSON(v, &who), err
		})
}

// ClaimJSON attaches a product to an indicator.
type ClaimJSON struct {
	ProductID   kpi.ProductID     `json:"product_id"`
	IndicatorID kpi.IndicatorID   `json:"indicator_id"`
	TypeID      kpi.ProductTypeID `json:"type_id"`
	PeriodID    kpi.PeriodID      `json:"period_id"`
	PlanLineID  kpi.PlanLineID    `json:"plan_line_id" required:"false" doc:"0 or absent: work that nobody assigned"`
	Units       *kpi.Rat          `json:"units" required:"false" doc:"Absent: what the catalogue says one product is worth"`
}

func evidenceList(list []app.EvidenceView, who access.Actor) []EvidenceJSON {
	out := make([]EvidenceJSON, 0, len(list))
	for _, v := range list {
		out = append(out, evidenceJSON(v, &who))
	}
	return out
}
