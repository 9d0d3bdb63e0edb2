package preview

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/draw"
)

// orientation says where the first row and the first column of a stored picture
// belong in what it shows: tag 274 of TIFF 6.0, section 8, which EXIF 2.32 (4.6.4) took
// over for photographs. 1 is as it is stored, 2 to 4 are mirrored, upside down, and
// both; 5 to 8 the same lying on a side. Cameras store what the sensor saw and say
// here how they were held.
type orientation int

const asStored orientation = 1

const orientationTag = 274

// sideways reports whether width and height change places.
func (o orientation) sideways() bool { return o >= 5 }

func (o orientation) size(s Size) Size {
	if o.sideways() {
		s.Width, s.Height = s.Height, s.Width
	}
	s.Turned = o != asStored
	return s
}

// stored is where the pixel x, y of the upright picture is stored in one that is w
// wide and h high.
func (o orientation) stored(x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

// upright turns a stored picture to what it shows; one with colours becomes RGBA on
// white paper.
func (o orientation) upright(img image.Image) image.Image {
	if o == asStored {
		return img
	}
	b := img.Bounds()
	to := o.size(Size{Width: b.Dx(), Height: b.Dy()})
	if g, ok := img.(*image.Gray); ok {
		out := image.NewGray(image.Rect(0, 0, to.Width, to.Height))
		o.copy(out.Pix, out.Stride, to, g.Pix[g.PixOffset(b.Min.X, b.Min.Y):], g.Stride, 1)
		return out
	}
	colours, out := rgba(img), image.NewRGBA(image.Rect(0, 0, to.Width, to.Height))
	o.copy(out.Pix, out.Stride, to, colours.Pix, colours.Stride, 4)
	return out
}

// copy fills a picture of this size with the pixels of a stored one, n bytes each.
func (o orientation) copy(pix []byte, stride int, size Size, from []byte, fromStride, n int) {
	w, h := size.Width, size.Height
	if o.sideways() {
		w, h = h, w
	}
	for y := range size.Height {
		for x := range size.Width {
			i, j := o.stored(x, y, w, h)
			copy(pix[y*stride+n*x:][:n], from[j*fromStride+n*i:])
		}
	}
}

// rgba copies a picture, which may be transparent, onto white paper.
func rgba(img image.Image) *image.RGBA {
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, b.Min, draw.Over)
	return out
}

// Turning says how a picture of a page is turned.
type Turning struct {
	Quarters  int `json:"quarters"` // turns clockwise
	MaxPixels int `json:"max_pixels"`
}

// Turn turns a picture of a page, a PNG, a JPEG or a grey PGM, and gives a grey PNG. It
// must run in the parser child.
func Turn(b []byte, how Turning) ([]byte, error) {
	var img image.Image
	var err error
	if bytes.HasPrefix(b, []byte("P5\n")) {
		img, err = decodePGM(b, how.MaxPixels)
	} else if img, _, _, err = decode(b, 1, how.MaxPixels); err == nil {
		img = grey(img)
	}
	if err != nil {
		return nil, err
	}
	return encoded([4]orientation{asStored, 6, 3, 8}[how.Quarters&3].upright(img))
}

// decodePGM reads what poppler draws.
func decodePGM(b []byte, maxPixels int) (image.Image, error) {
	var size Size
	var most int
	r := bytes.NewReader(b)
	if _, err := fmt.Fscanf(r, "P5\n%d %d\n%d\n", &size.Width, &size.Height, &most); err != nil || most != 255 {
		return nil, ErrUnreadable
	}
	if err := size.fits(maxPixels); err != nil {
		return nil, err
	}
	if r.Len() < size.Width*size.Height {
		return nil, errCut
	}
	return &image.Gray{Pix: b[len(b)-r.Len():], Stride: size.Width, Rect: image.Rect(0, 0, size.Width, size.Height)}, nil
}

// jpegOrientation reads the orientation of a JPEG: that of the first directory in its
// first APP1 segment of EXIF. Whatever is odd about the segments means asStored: a
// photograph must never be refused for what it says about the camera.
func jpegOrientation(b []byte) orientation {
	const fill, app1, startOfScan, endOfImage = 0xff, 0xe1, 0xda, 0xd9
	for at := 2; at+4 <= len(b) && b[at] == 0xff; {
		marker := b[at+1]
		switch {
		case marker == fill:
			at++
			continue
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7: // these stand alone
			at += 2
			continue
		case marker == startOfScan || marker == endOfImage:
			return asStored
		}
		end := at + 2 + int(binary.BigEndian.Uint16(b[at+2:]))
		if end < at+4 || end > len(b) {
			return asStored
		}
		if exif, ok := bytes.CutPrefix(b[at+4:end], []byte("Exif\x00\x00")); ok && marker == app1 {
			return exifOrientation(exif)
		}
		at = end
	}
	return asStored
}

// exifOrientation reads the tag in what is a TIFF without a picture.
func exifOrientation(b []byte) orientation {
	if len(b) < 8 || !isTIFF(b) {
		return asStored
	}
	d := directory{b: b, order: byteOrder(b)}
	at := int64(d.order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return asStored
	}
	d.at = at + 2
	d.n = min(int64(d.order.Uint16(b[at:])), (int64(len(b))-d.at)/12)
	return d.orientation()
}

// orientation of the picture of this directory.
func (d directory) orientation() orientation {
	if v := d.numbers(orientationTag); len(v) > 0 && v[0] >= 1 && v[0] <= 8 {
		return orientation(v[0])
	}
	return asStored
}
