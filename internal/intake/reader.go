package intake

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"minhchung/internal/intake/child"
	"minhchung/internal/intake/ocr"
	"minhchung/internal/intake/preview"
	"minhchung/internal/intake/printed"
	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/text"
)

// Config of a Reader.
type Config struct {
	Exe    string // path of a program that begins with Helper; "" = the one that runs
	Logger *slog.Logger
	Limits Limits
	Walls  sandbox.Kind // none stronger than these, even where they work; "" = the strongest

	Trust string // folder of trusted certificates (PEM), CRLs and OCSP responses; "" trusts nobody

	Without []string // names of tools that are not used, even where they are installed
}

// Tools tells what this machine can do.
type Tools struct {
	Sandbox     string            `json:"sandbox"` // bubblewrap, landlock, rlimits or none
	Why         string            `json:"why"`     // why the sandbox is not the strongest; "" when it is
	Poppler     bool              `json:"poppler"`
	Tesseract   bool              `json:"tesseract"`
	Vietnamese  bool              `json:"vietnamese"`
	Catdoc      bool              `json:"catdoc"`
	LibreOffice bool              `json:"libreoffice"`
	Versions    map[string]string `json:"versions"`
}

// Reader reads files. It is safe for concurrent use; Close ends its children.
type Reader struct {
	limits  Limits
	log     *slog.Logger
	sb      *sandbox.Sandbox
	tools   Tools
	pool    *child.Pool
	text    text.Extractor
	preview preview.Renderer
	ocr     ocr.Recogniser
	pdfinfo string
	catdoc  string
	printer printed.Printer

	without  []string
	trust    string
	ocrTurns chan struct{} // a token for each picture that is being read
	colours  chan struct{} // one, for the picture that is here in colours: 26 MB

	seesTurns bool // tesseract can tell how a page lies
}

// New looks for the tools and makes a Reader. A missing tool is no error: Tools
// tells, and the calls that need it answer Unavailable. The error is that of
// os.Executable: a Reader starts the program it is in anew, see Helper.
func New(c Config) (*Reader, error) {
	if c.Exe == "" {
		exe, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("intake: the path of this program: %w", err)
		}
		c.Exe = exe
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	l := c.Limits.withDefaults()
	r := &Reader{limits: l, log: c.Logger, without: c.Without, trust: c.Trust, sb: sandbox.OpenUpTo(ctx, c.Exe, c.Walls), ocrTurns: make(chan struct{}, l.OCRTurns), colours: make(chan struct{}, 1)}
	r.tools = Tools{Sandbox: string(r.sb.Kind()), Why: r.sb.Why(), Versions: map[string]string{}}
	if v := r.sb.Version(); v != "" {
		r.tools.Versions["bubblewrap"] = v
	}
	r.findPoppler(ctx)
	r.findTesseract(ctx)
	r.findCatdoc(ctx)
	r.findLibreOffice()
	r.checkTrust()
	r.pool = child.NewPool(r.sb, child.Settings{
		Command: sandbox.Command{Path: c.Exe, Args: []string{childArg}, Env: []string{"GOTRACEBACK=none"}, Own: true, Limits: l.child()},
		Size:    l.Children,
		MaxBody: l.Output,
	})
	if r.tools.Why != "" {
		r.log.Warn("files are read behind weaker walls", "sandbox", r.tools.Sandbox, "why", r.tools.Why)
	}
	return r, nil
}

// Tools returns what was found when the Reader was made.
func (r *Reader) Tools() Tools { return r.tools }

// Close ends the parser children. Calls that run end by themselves.
func (r *Reader) Close() error {
	r.pool.Close()
	return nil
}

// Warm starts a parser child ahead of the first file.
func (r *Reader) Warm(ctx context.Context) error { return r.pool.Warm(ctx) }

// Version names this reader and its tools: facts of another version may differ.
func (r *Reader) Version() string {
	const own = "intake/5"
	v := own
	for _, t := range []string{"poppler", "catdoc", "tesseract"} {
		if n := r.tools.Versions[t]; n != "" {
			v += " " + t + "/" + n
		}
	}
	if r.ocr.Language != "" {
		v += "+" + r.ocr.Language
	}
	return v
}

func (r *Reader) findPoppler(ctx context.Context) {
	totext, topicture, info := r.find("pdftotext"), r.find("pdftoppm"), r.find("pdfinfo")
	if totext == "" || topicture == "" || info == "" {
		return
	}
	said, ok := r.ask(ctx, totext, "-v")
	if !ok {
		return
	}
	r.tools.Poppler = true
	r.tools.Versions["poppler"] = wordAfter(said, "version")
	r.pdfinfo = info
	r.text = text.Extractor{Sandbox: r.sb, Tool: totext, Limits: r.limits.tool()}
	r.preview = preview.Renderer{Sandbox: r.sb, Tool: topicture, Limits: r.limits.tool()}
}

func (r *Reader) findTesseract(ctx context.Context) {
	tool := r.find("tesseract")
	if tool == "" {
		return
	}
	said, ok := r.ask(ctx, tool, "--version")
	if !ok {
		return
	}
	r.tools.Versions["tesseract"] = wordAfter(said, "tesseract")
	languages, _ := r.ask(ctx, tool, "--list-langs")
	has := strings.Fields(languages)
	r.ocr = ocr.Recogniser{Sandbox: r.sb, Tool: tool, Limits: r.limits.ocr()}
	r.seesTurns = slices.Contains(has, "osd")
	for _, l := range []string{"eng", "vie"} {
		for _, h := range has {
			if h == l {
				r.ocr.Language, r.tools.Tesseract, r.tools.Vietnamese = l, true, l == "vie"
			}
		}
	}
}

func (r *Reader) findCatdoc(ctx context.Context) {
	tool := r.find("catdoc")
	if tool == "" {
		return
	}
	if said, ok := r.ask(ctx, tool, "-V"); ok {
		r.catdoc, r.tools.Catdoc = tool, true
		r.tools.Versions["catdoc"] = wordAfter(said, "Version")
	}
}

// find looks a tool up. Only the system's folders are shown behind the walls.
func (r *Reader) find(name string) string {
	p, err := exec.LookPath(name)
	if err != nil || slices.Contains(r.without, name) {
		return ""
	}
	if p, err = filepath.Abs(p); err != nil || r.sb.Kind() != sandbox.Rlimits && !sandbox.Known(p) {
		return ""
	}
	return p
}

// ask runs a tool without a document, behind the walls it will have. It is given
// time: a tool that is not found to run is not used until the next start.
func (r *Reader) ask(ctx context.Context, tool string, arg string) (string, bool) {
	var out strings.Builder
	res, err := r.sb.Run(ctx, sandbox.Command{Path: tool, Args: []string{arg}, Limits: sandbox.Limits{Wall: time.Minute}}, &out)
	if err != nil || res.Code != 0 {
		r.log.Warn("a tool does not run", "tool", tool, "code", res.Code, "said", res.Stderr, "err", err)
		return "", false
	}
	return out.String() + res.Stderr, true
}

func wordAfter(s, word string) string {
	f := strings.Fields(s)
	for i := range f[:max(0, len(f)-1)] {
		if f[i] == word {
			return f[i+1]
		}
	}
	return ""
}
