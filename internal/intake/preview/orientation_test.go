package preview

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/hhrutter/tiff"

	"minhchung/internal/kpi"
)

// storedRows are the rows in which a picture of the letters ABC over DEF is stored, by
// orientation: what the first row and column are is the table of EXIF 2.32, 4.6.4.
func storedRows() map[orientation]string {
	return map[orientation]string{
		1: "ABC DEF",  // top, left
		2: "CBA FED",  // top, right
		3: "FED CBA",  // bottom, right
		4: "DEF ABC",  // bottom, left
		5: "AD BE CF", // left, top
		6: "CF BE AD", // right, top
		7: "FC EB DA", // right, bottom
		8: "DA EB FC", // left, bottom
	}
}

const square = 16 // pixels of a letter's side: whole blocks of a JPEG

func shade(letter byte) uint8 { return 20 + 40*(letter-'A') }

func lettered(rows string, coloured bool) image.Image {
	lines := strings.Fields(rows)
	at := func(x, y int) byte { return lines[y/square][x/square] }
	r := image.Rect(0, 0, square*len(lines[0]), square*len(lines))
	grey, rgb := image.NewGray(r), image.NewRGBA(r)
	for y := range r.Dy() {
		for x := range r.Dx() {
			s := shade(at(x, y))
			grey.SetGray(x, y, color.Gray{Y: s})
			rgb.SetRGBA(x, y, color.RGBA{s, s, s, 255})
		}
	}
	if coloured {
		return rgb
	}
	return grey
}

// spelt reads the letters back.
func spelt(t *testing.T, img image.Image) string {
	t.Helper()
	var rows []string
	for y := square / 2; y < img.Bounds().Dy(); y += square {
		var row []byte
		for x := square / 2; x < img.Bounds().Dx(); x += square {
			r, _, _, _ := img.At(x, y).RGBA()
			row = append(row, 'A'+byte((r>>8)/40))
		}
		rows = append(rows, string(row))
	}
	return strings.Join(rows, " ")
}

// exif is a directory with one tag of one short number.
func exif(order binary.AppendByteOrder, tag uint16, value uint16) []byte {
	b := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(b, tag)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(b, value)
	b = order.AppendUint16(b, 0)
	return order.AppendUint32(b, 0)
}

// photograph puts segments behind the beginning of a JPEG.
func photograph(t *testing.T, img image.Image, segments ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	out := bytes.Clone(b.Bytes()[:2])
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, b.Bytes()[2:]...)
}

func segment(marker byte, data []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(2+len(data))), data...)
}

func app1(data []byte) []byte { return segment(0xe1, append([]byte("Exif\x00\x00"), data...)) }

// oriented gives a TIFF of one page the tag of orientation: its directory again, at
// the end, with one entry more.
func oriented(t *testing.T, img image.Image, o orientation) []byte {
	t.Helper()
	var w bytes.Buffer
	if err := tiff.Encode(&w, img, nil); err != nil {
		t.Fatal(err)
	}
	b, order := w.Bytes(), binary.LittleEndian
	at := order.Uint32(b[4:])
	n := uint32(order.Uint16(b[at:]))
	directory := order.AppendUint16(nil, uint16(n+1))
	entries := slices.Collect(slices.Chunk(b[at+2:at+2+12*n], 12))
	mine := order.AppendUint16(order.AppendUint32(order.AppendUint16(order.AppendUint16(nil, orientationTag), 3), 1), uint16(o))
	entries = append(entries, append(mine, 0, 0))
	slices.SortFunc(entries, func(a, b []byte) int { return int(order.Uint16(a)) - int(order.Uint16(b)) })
	for _, e := range entries {
		directory = append(directory, e...)
	}
	directory = order.AppendUint32(directory, 0)
	b = slices.Clone(b)
	order.PutUint32(b[4:], uint32(len(b)))
	return append(b, directory...)
}

func TestEveryOrientationIsDrawnUpright(t *testing.T) {
	t.Parallel()
	for o, rows := range storedRows() {
		for name, file := range map[string][]byte{
			"a grey JPEG, little end first": photograph(t, lettered(rows, false), app1(exif(binary.LittleEndian, orientationTag, uint16(o)))),
			"a JPEG, big end first":         photograph(t, lettered(rows, true), segment(0xe0, []byte("JFIF\x00")), app1(exif(binary.BigEndian, orientationTag, uint16(o)))),
			"a grey TIFF":                   oriented(t, lettered(rows, false), o),
			"a TIFF":                        oriented(t, lettered(rows, true), o),
		} {
			want := Size{Width: 3 * square, Height: 2 * square, Turned: o != asStored}
			if size, err := Measure(file, 10_000); err != nil || !slices.Equal(size, []Size{want}) {
				t.Errorf("%d, %s: %+v %v", o, name, size, err)
			}
			for _, how := range []Drawing{{}, {Grey: true}, {Width: 3 * square / 2}} {
				how.MaxPixels = 10_000
				drawn, err := Draw(file, how)
				if err != nil {
					t.Fatalf("%d, %s: %v", o, name, err)
				}
				img, err := png.Decode(bytes.NewReader(drawn))
				if err != nil {
					t.Fatal(err)
				}
				if how.Width > 0 { // half as large: the letters are where they are, and smaller
					img = average(img, 3*square, 2*square)
				}
				if got := spelt(t, img); got != "ABC DEF" {
					t.Errorf("%d, %s, %+v: %s", o, name, how, got)
				}
			}
			part, err := Draw(file, Drawing{Part: kpi.Place{Y: 500, X: 334, W: 666, H: 500}, MaxPixels: 10_000})
			if img, derr := png.Decode(bytes.NewReader(part)); err != nil || derr != nil || spelt(t, img) != "EF" {
				t.Errorf("%d, %s: another part: %v %v", o, name, err, derr)
			}
		}
	}
}

// What a photograph says of itself never costs it: whatever is odd is no orientation.
func TestOddOrientations(t *testing.T) {
	t.Parallel()
	whole := exif(binary.LittleEndian, orientationTag, 6)
	changed := func(at int, to ...byte) []byte {
		b := bytes.Clone(whole)
		copy(b[at:], to)
		return b
	}
	img := lettered("ABC DEF", false)
	for _, c := range []struct {
		name string
		b    []byte
		want orientation
	}{
		{"whole", app1(whole), 6},
		{"of the second segment of two", slices.Concat(segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00")), app1(whole)), 6},
		{"fill bytes before the segment", append([]byte{0xff, 0xff}, app1(whole)...), 6},
		{"the first of two that disagree", slices.Concat(app1(whole), app1(exif(binary.LittleEndian, orientationTag, 3))), 6},
		{"none", nil, 1},
		{"zero", app1(exif(binary.LittleEndian, orientationTag, 0)), 1},
		{"nine", app1(exif(binary.BigEndian, orientationTag, 9)), 1},
		{"another tag", app1(exif(binary.LittleEndian, 271, 6)), 1},
		{"a directory behind the end", app1(changed(4, 0xff, 0xff, 0xff, 0x7f)), 1},
		{"a directory at the last byte", app1(changed(4, byte(len(whole)-1))), 1},
		{"65535 entries", app1(changed(8, 0xff, 0xff)), 6},
		{"4 billion values", app1(changed(14, 0xff, 0xff, 0xff, 0xff)), 1},
		{"no values", app1(changed(14, 0, 0, 0, 0)), 1},
		{"another order of bytes", app1(changed(0, 'X')), 1},
		{"cut", app1(whole[:17]), 1},
		{"nothing in it", app1(nil), 1},
		{"in a segment that is not its own", segment(0xe2, append([]byte("Exif\x00\x00"), whole...)), 1},
	} {
		b := photograph(t, img, c.b)
		if got := jpegOrientation(b); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
		if _, err := Draw(b, Drawing{MaxPixels: 10_000}); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func FuzzOrientation(f *testing.F) {
	start := []byte{0xff, 0xd8}
	f.Add(append(start, app1(exif(binary.LittleEndian, orientationTag, 6))...))
	f.Add(append(start, app1(exif(binary.BigEndian, orientationTag, 8))...))
	f.Add([]byte{0xff, 0xd8, 0xff, 0xe1, 0, 1})
	f.Add([]byte("II*\x00\x08\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, o := range []orientation{jpegOrientation(b), exifOrientation(b)} {
			if o < 1 || o > 8 {
				t.Errorf("%d", o)
			}
		}
		if isTIFF(b) {
			if _, err := Measure(b, 100); err != nil && errors.Is(err, ErrNoPage) {
				t.Error(err)
			}
		}
	})
}
