package kpi

import (
	"errors"
	"strings"
)

// Code classes an error by what the caller can do about it. The set is closed:
// the web maps it once to HTTP, the database maps its own codes once to it.
type Code string

// The codes.
const (
	Invalid      Code = "invalid"      // the request itself is wrong: correct it (400/422)
	Unauthorized Code = "unauthorized" // nobody is signed in (401)
	Forbidden    Code = "forbidden"    // signed in, and not allowed (403)
	NotFound     Code = "not_found"    // no such thing, or none the asker may know of (404)
	Conflict     Code = "conflict"     // somebody else was first, or it is there already (409)
	Closed       Code = "closed"       // the period or the object no longer takes changes (409)
	TooLarge     Code = "too_large"    // over a limit that is told before choosing (413)
	Unsupported  Code = "unsupported"  // a kind of file or request that is not taken (415)
	Unavailable  Code = "unavailable"  // a part is down or busy: the same request may pass later (503)
	Internal     Code = "internal"     // a fault of ours; details are in the server's own log (500)
)

// Error is the one error type that crosses rooms.
type Error struct {
	Code   Code
	Reason string // stable and machine-readable, e.g. "upload.empty"
	Op     string // where it happened, e.g. "app.Submit"; never shown to users
	Msg    Text   // what happened, what was kept, what to do
	Info   any    // optional facts for the caller, e.g. the earlier product of a duplicate
	Err    error  // the cause; never shown to users
}

// E makes an Error with a reason and its two sentences.
func E(code Code, reason, vi, en string) *Error {
	return &Error{Code: code, Reason: reason, Msg: Text{Vi: vi, En: en}}
}

// At returns a copy of e that says where it happened and why.
func (e *Error) At(op string, cause error) *Error {
	c := *e
	c.Op, c.Err = op, cause
	return &c
}

// With returns a copy of e that carries facts for the caller.
func (e *Error) With(info any) *Error {
	c := *e
	c.Info = info
	return &c
}

// Error tells the reason and the cause, for logs.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Op != "" {
		b.WriteString(e.Op + ": ")
	}
	b.WriteString(string(e.Code) + " " + e.Reason)
	if e.Msg.En != "" {
		b.WriteString(": " + e.Msg.En)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is matches errors of the same reason, so that errors.Is works with the values
// that packages declare.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Reason == e.Reason
}

// CodeOf returns the code of err, and Internal for an error that carries none.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}

// ReasonOf returns the stable reason of err, or "" when it carries none.
func ReasonOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Reason
	}
	return ""
}
