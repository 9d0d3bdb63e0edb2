package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

func (s *Server) classified() {
	a := s.cfg.App
	type declareInput struct {
		Body struct {
			IndicatorID kpi.IndicatorID   `json:"indicator_id"`
			TypeID      kpi.ProductTypeID `json:"type_id"`
			PeriodID    kpi.PeriodID      `json:"period_id"`
			PlanLineID  kpi.PlanLineID    `json:"plan_line_id" required:"false" doc:"0 or absent: work that nobody assigned"`
			CompletedOn kpi.Date          `json:"completed_on"`
			Others      int               `json:"others" required:"false" minimum:"0" doc:"Units of the same type and day declared before, beside which this is another; what the refusal evidence.declared_before says"`
		}
	}
	op(s, operation{method: "POST", path: "/api/products/classified", id: "declare-classified", summary: "One unit of classified work, without content", action: access.SubmitEvidence, status: 201},
		func(ctx context.Context, who access.Actor, in *declareInput) (EvidenceJSON, error) {
			v, err := a.DeclareClassified(ctx, who, app.Declaration(in.Body))
			return evidenceJSON(v, &who), err
		})
	type confirmInput struct {
		EvidencePath
		Body struct {
			Version int `json:"version"`
			Delays  int `json:"delays" required:"false" minimum:"0" maximum:"100" doc:"Deadlines missed"`
		}
	}
	op(s, operation{method: "POST", path: "/api/evidence/{id}/confirm", id: "confirm-classified", summary: "Count work without content, as its head", action: access.ConfirmClassified},
		func(ctx context.Context, who access.Actor, in *confirmInput) (EvidenceJSON, error) {
			v, err := a.ConfirmClassified(ctx, who, in.ID, in.Body.Version, in.Body.Delays)
			return evidenceJSON(v, &who), err
		})
	type copyInput struct {
		EvidencePath
		Body struct {
			Version int           `json:"version"`
			Of      kpi.ProductID `json:"of" doc:"The earlier product, one of seen"`
			Same    bool          `json:"same" doc:"true: it is sent back without a fault and never counts beside the other"`
		}
	}
	op(s, operation{method: "POST", path: "/api/evidence/{id}/copy", id: "answer-copy", summary: "Answer whether it is the same paper as an earlier one", action: access.ReviewEvidence},
		func(ctx context.Context, who access.Actor, in *copyInput) (EvidenceJSON, error) {
			v, err := a.AnswerCopy(ctx, who, in.ID, in.Body.Version, in.Body.Of, in.Body.Same)
			return evidenceJSON(v, &who), err
		})
	type declineInput struct {
		EvidencePath
		Body struct {
			Version int `json:"version"`
		}
	}
	op(s, operation{method: "POST", path: "/api/evidence/{id}/decline", id: "decline-classified", summary: "Send work without content back, as its head", action: access.ConfirmClassified},
		func(ctx context.Context, who access.Actor, in *declineInput) (EvidenceJSON, error) {
			v, err := a.DeclineClassified(ctx, who, in.ID, in.Body.Version)
			return evidenceJSON(v, &who), err
		})
}
