package kpi

// Text is one sentence for people, in both languages of the product.
// Vietnamese is the language of record; English is complete beside it.
type Text struct {
	Vi string `json:"vi" doc:"Vietnamese"`
	En string `json:"en" doc:"English"`
}

// In returns the sentence in the language asked for ("en"), Vietnamese otherwise.
func (t Text) In(lang string) string {
	if lang == "en" && t.En != "" {
		return t.En
	}
	return t.Vi
}

// IsZero reports whether nothing was said.
func (t Text) IsZero() bool { return t == Text{} }
