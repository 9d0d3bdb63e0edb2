package intake

import (
	"context"
	"errors"
	"io"

	"minhchung/internal/intake/printed"
	"minhchung/internal/intake/sandbox"
	"minhchung/internal/kpi"
)

// Prints reports whether this machine can show office documents as they are printed.
func (r *Reader) Prints() bool { return r.tools.LibreOffice }

// findLibreOffice only looks for it: to start it takes as long as to print a page.
func (r *Reader) findLibreOffice() {
	soffice := r.find("soffice")
	if soffice == "" || !r.sb.Scratch() {
		return
	}
	program := printed.Find(soffice)
	r.tools.LibreOffice = program != ""
	r.printer = printed.Printer{Sandbox: r.sb, Program: program, Limits: sandbox.Limits{
		Memory: r.limits.Memory, CPU: r.limits.OCRCPU, Wall: patience * r.limits.OCRCPU, Output: r.limits.Output,
	}}
}

// Printed writes an office document (DOCX, DOC, ODT, XLSX, ODS) as it would be
// printed, a PDF, for people to look at. The original is only read. Nothing is written
// when it fails.
//
// Errors: Unsupported printed.none for a file of another kind, and printed.undone for
// one that LibreOffice cannot print or that takes too much; Unavailable, also when it was
// too slow, which a busy machine is, or LibreOffice does not run.
func (r *Reader) Printed(ctx context.Context, path string, w io.Writer) error {
	const op = "intake.Printed"
	if !r.tools.LibreOffice {
		return r.fault(op, unavailable("libreoffice"))
	}
	d, kind, err := r.opened(op, path)
	if err != nil {
		return err
	}
	defer d.Close()
	if !officeKinds(kind.MediaType) {
		return kpi.E(kpi.Unsupported, "printed.none",
			"Tệp không phải văn bản hay bảng tính.", "The file is no office document.").At(op, nil)
	}
	if d.size > r.limits.File {
		err = &sandbox.Exceeded{What: sandbox.Memory}
	} else {
		err = r.printer.PDF(ctx, d.File, w)
	}
	switch {
	case err == nil:
		return nil
	case isKilled(err) && sandbox.IsExceeded(err) != sandbox.Wall, errors.Is(err, printed.ErrUnprintable):
		return kpi.E(kpi.Unsupported, "printed.undone",
			"Không dựng được trang của tệp này. Tệp gốc vẫn nguyên; hãy tải về để xem.",
			"The pages of this file could not be made. The original is untouched; download it to look.").At(op, err)
	}
	return r.fault(op, err)
}
