package kpi

import "time"

// SignatureVerdict is one word about all signatures of a file. It is a summary of
// facts for reading, never a reason to count: people decide.
type SignatureVerdict string

// The verdicts, from best to worst of what a signed file can be; the worst
// signature of a file decides.
const (
	SignatureSound        SignatureVerdict = "sound"        // intact, chain established, nothing but permitted additions since
	SignatureUntrusted    SignatureVerdict = "untrusted"    // intact, but the chain to a configured anchor is not established
	SignatureUndetermined SignatureVerdict = "undetermined" // cannot be decided here, e.g. an unsupported algorithm
	SignatureChanged      SignatureVerdict = "changed"      // something visible or structural came after, or bytes are not covered
	SignatureBroken       SignatureVerdict = "broken"       // the bytes are not those that were signed, or the signature does not verify
	SignatureNone         SignatureVerdict = "unsigned"
)

// Signature is what was found out about one digital signature (chữ ký số) or
// document timestamp in a file. Each field is a fact by itself.
type Signature struct {
	Field        string           `json:"field" doc:"Name of the signature field"`
	Kind         string           `json:"kind" enum:"signature,timestamp"`
	Verdict      SignatureVerdict `json:"verdict" enum:"sound,untrusted,undetermined,changed,broken,unsigned"`
	Signer       string           `json:"signer" doc:"Common name in the signing certificate"`
	Organisation string           `json:"organisation" doc:"Organisation in the signing certificate"`
	Issuer       string           `json:"issuer" doc:"Common name of who issued the certificate"`
	ClaimedTime  *time.Time       `json:"claimed_time,omitempty" doc:"When the signer says it was signed; proves nothing"`
	ProvenTime   *time.Time       `json:"proven_time,omitempty" doc:"Before this moment it was signed, by a valid timestamp of a trusted authority"`
	Intact       bool             `json:"intact" doc:"The covered bytes are those that were signed, and the signature verifies"`
	Coverage     string           `json:"coverage" enum:"whole,revision,partial,invalid" doc:"whole: to the end of the file; revision: to the end of an earlier revision; partial: bytes inside are left out"`
	LaterChanges []string         `json:"later_changes" doc:"What came after: signature, timestamp, dss, form, metadata, annotation, content, structure, unreadable"`
	Chain        string           `json:"chain" enum:"trusted,untrusted,expired,revoked,invalid,unknown"`
	Timestamp    string           `json:"timestamp" enum:"valid,invalid,none"`
	Revocation   string           `json:"revocation" enum:"good,revoked,unknown" doc:"Only from evidence in the file or loaded by an administrator"`
	Digest       string           `json:"digest" doc:"Digest algorithm, e.g. SHA-256"`
	Algorithm    string           `json:"algorithm" doc:"Signature algorithm, e.g. RSA-PSS 2048"`
	Weak         bool             `json:"weak" doc:"SHA-1 or a short key: verified, but named weak"`
	Permission   int              `json:"permission" doc:"DocMDP level of a certification, 1 to 3; 0 for none"`
	Findings     []Finding        `json:"findings" doc:"Everything noteworthy, each in words"`
}

// Finding is one noteworthy thing, by code and in words.
type Finding struct {
	Code string `json:"code"`
	Text Text   `json:"text"`
}

// Place is where something stands on a page, in thousandths of the page's width
// and height, from its top left corner.
type Place struct {
	X int `json:"x" minimum:"0" maximum:"1000"`
	Y int `json:"y" minimum:"0" maximum:"1000"`
	W int `json:"w" minimum:"0" maximum:"1000"`
	H int `json:"h" minimum:"0" maximum:"1000"`
}
