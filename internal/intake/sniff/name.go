package sniff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minhchung/internal/kpi"
)

// NameMax is the longest file name, in bytes of UTF-8: what the usual file systems
// hold, so that a name given out again can be saved again.
const NameMax = 255

// CheckName returns the NFC form of a file name that is only a name.
//
// A name that points somewhere ("../a", "C:\a"), that hides its own end (RTL
// overrides, control characters) or that no file system holds is refused and not
// cleaned: the sender's intent is unknown, a cleaned name would be one nobody
// gave, and the log should tell that such a name was tried. Spaces around the name
// are nobody's intent and are cut. Errors: Invalid upload.name.
func CheckName(name string) (string, error) {
	if !utf8.ValidString(name) {
		return "", badName("không phải là chữ hợp lệ (UTF-8)", "is not valid text (UTF-8)")
	}
	name = strings.TrimSpace(norm.NFC.String(name))
	switch {
	case strings.Trim(name, ". ") == "":
		return "", badName("bị trống", "is empty")
	case len(name) > NameMax:
		return "", badName("dài quá 255 byte", "is longer than 255 bytes")
	case strings.ContainsAny(name, `/\`) || looksLikeDrive(name):
		return "", badName("chứa đường dẫn thư mục", "contains a path")
	case strings.ContainsAny(name, `:*?"<>|`):
		return "", badName(`chứa ký tự không dùng được trong tên tệp (: * ? " < > |)`, `contains a character that file names cannot have (: * ? " < > |)`)
	}
	for _, r := range name {
		if unicode.IsControl(r) {
			return "", badName("chứa ký tự điều khiển", "contains a control character")
		}
		if hides(r) {
			return "", badName("chứa ký tự ẩn làm đảo hoặc che phần đuôi của tên", "contains hidden characters that reverse or cover the end of the name")
		}
	}
	return name, nil
}

// looksLikeDrive finds "C:" at the start, a path of another system.
func looksLikeDrive(name string) bool { return len(name) >= 2 && name[1] == ':' }

// hides reports letters that change how the others are shown: directional
// embeddings, overrides and isolates, invisible separators, line separators.
func hides(r rune) bool {
	switch {
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // overrides, isolates
	case r == 0x200E, r == 0x200F, r == 0x061C: // direction marks
	case r >= 0x200B && r <= 0x200D, r == 0x2060, r == 0xFEFF, r == 0x00AD: // invisible
	case r == 0x2028, r == 0x2029, r == 0x2024, r == 0x2044, r == 0x2215, r == 0xFF0F, r == 0xFF3C: // line ends; dots and strokes in disguise
	case r >= 0xE0000 && r <= 0xE007F, r == unicode.ReplacementChar: // tags
	default:
		return false
	}
	return true
}

func badName(vi, en string) error {
	return kpi.E(kpi.Invalid, "upload.name",
		"Tên tệp "+vi+". Chưa lưu gì. Hãy đổi tên tệp rồi gửi lại.",
		"The file name "+en+". Nothing was kept. Rename the file and send it again.")
}
