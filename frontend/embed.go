// Package frontend carries the built web application inside the program. It only
// embeds files: serving them, and the security headers they need, belong to web.
package frontend

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// ErrNotBuilt is returned when the program was compiled before the front end was
// built: the API works, the pages are not there.
var ErrNotBuilt = errors.New("frontend: not built, run `make frontend` and compile again")

// Files returns the built application with index.html at its root, and ErrNotBuilt
// when only the placeholder of the repository was embedded.
func Files() (fs.FS, error) { return built(dist) }

func built(all fs.FS) (fs.FS, error) {
	root, err := fs.Sub(all, "dist")
	if err != nil {
		return nil, fmt.Errorf("frontend: %w", err)
	}
	if _, err := fs.Stat(root, "index.html"); err != nil {
		return nil, ErrNotBuilt
	}
	return root, nil
}
