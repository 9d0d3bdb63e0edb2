package signature

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"minhchung/internal/kpi"
)

// ranges: signatures that do not cover what they seem to (USF and SWA of "1 Trillion
// Dollar Refund", and what was found since).
func ranges() []trial {
	broken, changed := kpi.SignatureBroken, kpi.SignatureChanged
	sealed := func(seal func(w *pki, file []byte, dict int) []byte) func(w *pki) []byte {
		return func(w *pki) []byte {
			return signedPaper(table, signing{seal: func(file []byte, dict int) []byte { return seal(w, file, dict) }}).out
		}
	}
	text := func(change func(string) string) func(w *pki) []byte {
		return func(w *pki) []byte {
			return signedPaper(table, signing{envelope: envelope{by: w.rsa}, text: change}).out
		}
	}
	// over signs the pieces that a range names.
	over := func(numbers func(from, to, size int) []int) func(w *pki) []byte {
		return sealed(func(w *pki, file []byte, dict int) []byte {
			from, to := gap(file, dict)
			n := numbers(from, to, len(file))
			file = putRange(file, dict, n...)
			var message []byte
			for i := 0; i+1 < len(n); i += 2 {
				message = append(message, file[n[i]:n[i]+n[i+1]]...)
			}
			return putCMS(file, from, by(w.rsa), message)
		})
	}
	return []trial{
		{name: "USF: no Contents", file: func(w *pki) []byte { return spoilKey(w, "/Contents <", "/Contentz <") }, want: broken, code: codeEmpty},
		{name: "USF: no ByteRange", file: func(w *pki) []byte { return spoilKey(w, "/ByteRange [", "/ByteRanje [") }, want: broken},
		{name: "USF: Contents empty", file: func(w *pki) []byte {
			return signedPaper(table, signing{text: func(s string) string {
				return s[:strings.Index(s, "/Contents <")] + "/Contents <>>>"
			}, seal: func(file []byte, dict int) []byte {
				from, to := gap(file, dict)
				return putRange(file, dict, 0, from, to, len(file)-to)
			}}).out
		}, want: broken, code: codeEmpty},
		{name: "USF: Contents null", file: func(w *pki) []byte {
			return signedPaper(table, signing{text: func(s string) string {
				return s[:strings.Index(s, "/Contents <")] + "/Contents null>>"
			}, seal: func(file []byte, dict int) []byte { return putRange(file, dict, 0, 100, 200, len(file)-200) }}).out
		}, want: broken, code: codeEmpty},
		{name: "USF: ByteRange of negative numbers", file: over2(func(from, to, size int) string { return fmt.Sprintf("[0 %d %d -%d]", from, to, size-to) }), want: broken},
		{name: "USF: ByteRange of words", file: over2(func(int, int, int) string { return "[/0 /1 /2 /3]" }), want: broken},
		{name: "USF: ByteRange past the end", file: over2(func(from, to, size int) string { return fmt.Sprintf("[0 %d %d %d]", from, to, size) }), want: broken},
		{name: "ByteRange of one pair", file: over(func(from, _, _ int) []int { return []int{0, from} }), want: changed, code: codeRange},
		{name: "ByteRange of three pairs", file: over(func(from, to, size int) []int { return []int{0, 500, 600, from - 600, to, size - to} }), want: changed, code: codeRange},
		{name: "ByteRange begins at nine", file: over(func(from, to, size int) []int { return []int{9, from - 9, to, size - to} }), want: changed, code: codeRange},
		{name: "ByteRange pieces overlap", file: over2(func(from, to, size int) string { return fmt.Sprintf("[0 %d %d %d]", from, from-50, size-from+50) }), want: broken},
		{name: "SWA: the gap holds more than the signature", file: over(func(from, to, size int) []int { return []int{0, from - 40, to, size - to} }), want: changed, code: codeGap},
		{name: "SWA: the second piece moved behind new objects", file: wrapped, want: broken, code: "structure.forward"},
		{name: "the brackets are signed", file: over(func(from, to, size int) []int { return []int{0, from + 1, to - 1, size - to + 1} }), want: changed, code: codeGap},
		{name: "the tail is not signed", file: over(func(from, to, size int) []int { return []int{0, from, to, size - to - 60} }), want: changed, code: codeTail},
		{name: "one byte behind the end", file: func(w *pki) []byte { return append(signedPaper(table, by(w.rsa)).out, '\n') }, want: changed, code: codeTail},
		{name: "a page behind the end", file: func(w *pki) []byte {
			return append(signedPaper(table, by(w.rsa)).out, "3 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n"...)
		}, want: changed, later: changeUnreadable},
		{name: "data behind the signature in its string", file: func(w *pki) []byte {
			file := signedPaper(table, by(w.rsa)).out
			_, to := gap(file, bytes.LastIndex(file, []byte("/ByteRange")))
			copy(file[to-41:], "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef")
			return file
		}, want: changed, code: codePadding},
		{name: "comment inside the signature's string", file: func(w *pki) []byte {
			file := signedPaper(table, by(w.rsa)).out
			_, to := gap(file, bytes.LastIndex(file, []byte("/ByteRange")))
			file[to-9] = ' '
			return file
		}, want: changed, code: codePadding},
		{name: "Contents written as a literal string", file: sealed(func(w *pki, file []byte, dict int) []byte {
			from, to := gap(file, dict)
			file[from], file[to-1] = '(', ')'
			file = putRange(file, dict, 0, from, to, len(file)-to)
			return putCMS(file, from, by(w.rsa), slices.Concat(file[:from], file[to:]))
		}), want: broken},
		{name: "two ByteRanges", file: text(func(s string) string { return strings.Replace(s, "/Contents <", "/ByteRange [0 1 2 3]/Contents <", 1) }), want: changed, code: codeRange},
		{name: "two Contents", file: text(func(s string) string { return strings.Replace(s, "/M(", "/Contents (x)/M(", 1) }), want: broken},
		{name: "another key twice", file: text(func(s string) string { return strings.Replace(s, "/M(", "/Name(A)/Name(B)/M(", 1) }), want: changed, code: codeTwice},
		{name: "ByteRange by reference", file: func(w *pki) []byte {
			return signedPaper(table, signing{text: func(s string) string { return strings.Replace(s, rangeRoom, "60 0 R", 1) },
				objects: []obj{{60, "[0 100 200 300]"}}, seal: func(file []byte, dict int) []byte {
					from, to := gap(file, dict)
					return putCMS(file, from, by(w.rsa), slices.Concat(file[:from], file[to:]))
				}}).out
		}, want: broken, code: codeRange},
		{name: "ByteRange with an escaped name", file: text(func(s string) string { return strings.Replace(s, "/M(", "/Byte#52ange [0 1 2 3]/M(", 1) }), want: broken},
	}
}

// over2 writes any text as range and signs the honest bytes.
func over2(text func(from, to, size int) string) func(w *pki) []byte {
	return func(w *pki) []byte {
		return signedPaper(table, signing{seal: func(file []byte, dict int) []byte {
			from, to := gap(file, dict)
			i := dict + bytes.Index(file[dict:], []byte("/ByteRange ")) + len("/ByteRange ")
			t := text(from, to, len(file))
			copy(file[i:], t+strings.Repeat(" ", len(rangeRoom)-len(t)))
			return putCMS(file, from, by(w.rsa), slices.Concat(file[:from], file[to:]))
		}}).out
	}
}

func spoilKey(w *pki, from, to string) []byte {
	return bytes.Replace(signedPaper(table, by(w.rsa)).out, []byte(from), []byte(to), 1)
}

// wrapped is the signature wrapping attack (CVE-2018-18689): the signed end of the
// file moves back. Between the signed pieces come a section where the signed
// startxref points, new content, and the signature once more with another range.
func wrapped(w *pki) []byte {
	file := signedPaper(table, by(w.rsa)).out
	at := bytes.LastIndex(file, []byte("/ByteRange"))
	from, to := gap(file, at)
	start := bytes.LastIndex(file, []byte("\nxref\n")) + 1
	rows := file[start+len("xref\n") : bytes.LastIndex(file, []byte("startxref"))]
	const row = "xref\n4 1\n%010d 00000 n \n7 1\n%010d 00000 n \n"
	at4 := start + len(fmt.Sprintf(row, 0, 0)) + len(rows)
	page := "4 0 obj\n" + evilPage() + "\nendobj\n"
	rows = bytes.Replace(rows, []byte("\n7 1\n"), []byte("\n9 1\n"), 1)
	between := slices.Clone(file[from:start])
	between = append(between, fmt.Sprintf(row, at4, at4+len(page))...)
	between = append(append(between, rows...), page...)
	dict := bytes.LastIndex(file[:at], []byte("7 0 obj"))
	inner := from + len(between) // where the copied dictionary begins
	between = append(append(between, file[dict:to]...), ">>\nendobj\n"...)
	out := slices.Concat(file[:from], between, file[to:])
	return putRange(out, inner, 0, from, from+len(between), len(file)-to)
}
