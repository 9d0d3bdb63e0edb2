package preview

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"

	"github.com/hhrutter/tiff"
)

// Frame is one page of an image file.
type frame struct {
	at   int64 // of its directory
	size Size  // as it is stored
	turn orientation
}

// maxFrames bounds the pages of one TIFF.
const maxFrames = 2_000

var errCut = errors.New("preview: the image is cut off")

// isTIFF reports whether b begins like a TIFF of the classic kind.
func isTIFF(b []byte) bool {
	return bytes.HasPrefix(b, []byte("II*\x00")) || bytes.HasPrefix(b, []byte("MM\x00*"))
}

func byteOrder(b []byte) binary.ByteOrder {
	if b[0] == 'M' {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// frames follows the directories of a TIFF (TIFF 6.0, section 2): each page is a
// directory, which names the next one. A directory seen before ends the walk.
func frames(b []byte, maxPixels int) ([]frame, error) {
	order := byteOrder(b)
	if len(b) < 8 {
		return nil, errCut
	}
	var all []frame
	seen := map[int64]bool{}
	for at := int64(order.Uint32(b[4:])); at != 0; {
		if seen[at] || len(all) == maxFrames {
			return all, nil
		}
		seen[at] = true
		if at+2 > int64(len(b)) {
			return all, errCut
		}
		d := directory{b: b, order: order, at: at + 2, n: int64(order.Uint16(b[at:]))}
		end := d.at + 12*d.n
		if end+4 > int64(len(b)) {
			return all, errCut
		}
		if err := d.whole(); err != nil {
			return all, err
		}
		c, err := tiff.DecodeConfigAt(bytes.NewReader(b), at)
		if err != nil {
			return all, fmt.Errorf("preview: page %d: %w", len(all)+1, err)
		}
		f := frame{at, Size{Width: c.Width, Height: c.Height}, d.orientation()}
		all = append(all, f)
		if err := f.size.fits(maxPixels); err != nil {
			return all, err
		}
		at = int64(order.Uint32(b[end:]))
	}
	return all, nil
}

// directory is one page's list of tags.
type directory struct {
	b     []byte
	order binary.ByteOrder
	at, n int64
}

// The tags that tell where a page's data are.
const (
	stripOffsets, stripCounts = 273, 279
	tileOffsets, tileCounts   = 324, 325
)

// whole checks that the data of the page lie inside the file: a TIFF that was cut
// keeps its first pages, and often its directories.
func (d directory) whole() error {
	for i := range d.n {
		e := d.b[d.at+12*i:]
		kind := int(d.order.Uint16(e[2:]))
		sizes := []int64{1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8} // of one value, by kind
		if kind >= len(sizes) {
			continue
		}
		if n := sizes[kind] * int64(d.order.Uint32(e[4:])); n > 4 && int64(d.order.Uint32(e[8:]))+n > int64(len(d.b)) {
			return errCut
		}
	}
	for _, t := range [][2]uint16{{stripOffsets, stripCounts}, {tileOffsets, tileCounts}} {
		offsets, counts := d.numbers(t[0]), d.numbers(t[1])
		for i, o := range offsets {
			if i < len(counts) && o+counts[i] > int64(len(d.b)) {
				return errCut
			}
		}
	}
	return nil
}

// numbers returns the values of a tag of short or long numbers, those in reach.
func (d directory) numbers(tag uint16) []int64 {
	for i := range d.n {
		e := d.b[d.at+12*i:]
		if d.order.Uint16(e) != tag {
			continue
		}
		size, count := int64(4), int64(d.order.Uint32(e[4:]))
		if d.order.Uint16(e[2:]) == 3 {
			size = 2
		}
		data := e[8:12]
		if at := int64(d.order.Uint32(e[8:])); count*size > 4 {
			if at > int64(len(d.b)) {
				return nil
			}
			data = d.b[at:]
		}
		count = min(count, int64(len(data))/size)
		all := make([]int64, count)
		for j := range all {
			if v := data[int64(j)*size:]; size == 2 {
				all[j] = int64(d.order.Uint16(v))
			} else {
				all[j] = int64(d.order.Uint32(v))
			}
		}
		return all
	}
	return nil
}

// decodeTIFF decodes one page, from 1.
func decodeTIFF(b []byte, page, maxPixels int) (image.Image, Size, orientation, error) {
	all, err := frames(b, maxPixels)
	if page > len(all) {
		if err != nil {
			return nil, Size{}, asStored, err
		}
		return nil, Size{}, asStored, ErrNoPage
	}
	f := all[page-1]
	if err := f.size.fits(maxPixels); err != nil {
		return nil, f.size, asStored, err
	}
	img, err := tiff.DecodeAt(bytes.NewReader(b), f.at)
	if err != nil {
		return nil, f.size, asStored, fmt.Errorf("preview: page %d: %w", page, err)
	}
	return img, f.size, f.turn, nil
}
