package office

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readXLSX reads workbooks with excelize, which knows how cells show their numbers:
// a date is a number with a format. The archive's limits were held before, since
// its parts are unpacked by excelize here.
func readXLSX(b []byte, d *Document) error {
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{
		UnzipSizeLimit: MaxUnpacked, UnzipXMLSizeLimit: MaxUnpacked, // above the second, it would write files
		ShortDatePattern: "dd/mm/yyyy",
	})
	if errors.Is(err, excelize.ErrWorkbookFileFormat) || errors.Is(err, excelize.ErrWorkbookPassword) {
		return ErrPassword
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer func() { _ = f.Close() }() // it holds memory only
	var out strings.Builder
	cells := 0
	for i, sheet := range f.GetSheetList() {
		if i > 0 {
			out.WriteString("\f")
		}
		out.WriteString(sheet + "\n")
		if err := readSheet(f, sheet, &out, &cells); err != nil {
			return err
		}
		if out.Len() > maxText || cells > maxCells {
			d.Cut = true
			break
		}
	}
	d.paginate(out.String())
	return nil
}

func readSheet(f *excelize.File, sheet string, out *strings.Builder, cells *int) error {
	rows, err := f.Rows(sheet)
	if err != nil {
		var none excelize.ErrSheetNotExist
		if errors.As(err, &none) {
			return nil // a chart has no rows
		}
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() && out.Len() < maxText && *cells < maxCells {
		columns, err := rows.Columns()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		*cells += len(columns)
		out.WriteString(sheetText([][]string{columns}))
	}
	if err := rows.Error(); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}
