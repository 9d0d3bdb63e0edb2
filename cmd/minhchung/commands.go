package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"minhchung/internal/app"
	"minhchung/internal/intake"
	"minhchung/internal/kpi"
	"minhchung/internal/web"
)

// withMain runs fn on an opened installation and closes it again.
func withMain(cmd *cobra.Command, fn func(context.Context, *Main) error) (err error) {
	c, _, err := configOf(cmd)
	if err != nil {
		return err
	}
	m := &Main{Config: c, Log: logger(c.LogLevel)}
	if err := m.Open(cmd.Context()); err != nil {
		return err
	}
	defer func() {
		stop, cancel := context.WithTimeout(context.WithoutCancel(cmd.Context()), stopPatience)
		defer cancel()
		if e := m.Close(stop); e != nil && err == nil {
			err = e
		}
	}()
	return fn(cmd.Context(), m)
}

func workCommand() *cobra.Command {
	return &cobra.Command{
		Use: "work", Short: "Read files and compute scores only, beside a serve elsewhere (both with --database-url and --storage-url)", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withMain(cmd, func(ctx context.Context, m *Main) error {
				// The index is in the process that serves: only it may write there.
				if err := m.Work(ctx, "index"); err != nil {
					return err
				}
				fmt.Println("working")
				<-ctx.Done()
				return nil
			})
		},
	}
}

func migrateCommand() *cobra.Command {
	return &cobra.Command{
		Use: "migrate", Short: "Bring the database schema up to date", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withMain(cmd, func(context.Context, *Main) error {
				fmt.Println("the schema is up to date")
				return nil
			})
		},
	}
}

func reindexCommand() *cobra.Command {
	return &cobra.Command{
		Use: "reindex", Short: "Rebuild the search index from the rows", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withMain(cmd, func(ctx context.Context, m *Main) error {
				n := 0
				err := m.app.Reindex(ctx, func(done int) { n = done; bar("index", done, 0) })
				fmt.Printf("\r%d products indexed\n", n)
				return err
			})
		},
	}
}

func verifyCommand() *cobra.Command {
	var files bool
	cmd := &cobra.Command{
		Use: "verify", Short: "Recompute what can be recomputed: log, decisions, scores and, with --files, every stored byte", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withMain(cmd, func(ctx context.Context, m *Main) error {
				v, err := m.app.Verify(ctx, files, func(f app.Finding) {
					fmt.Printf("%s %s: %s / %s\n", f.Object, f.Code, f.Text.Vi, f.Text.En)
				})
				if err != nil {
					return err
				}
				fmt.Printf("%d log entries, %d pieces of evidence, %d plan lines, %d scorecards, %d files: %d findings\n",
					v.Entries, v.Evidence, v.Plans, v.Cards, v.Contents, len(v.Findings))
				if len(v.Findings) > 0 {
					return kpi.E(kpi.Conflict, "verify.findings", "Có dữ liệu không khớp; xem danh sách ở trên.", "Something does not hold together; see the list above.")
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&files, "files", false, "read every stored file again")
	return cmd
}

func sweepCommand() *cobra.Command {
	var older time.Duration
	cmd := &cobra.Command{
		Use: "sweep", Short: "Remove what interrupted uploads left behind (the server does it by itself)", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withMain(cmd, func(ctx context.Context, m *Main) error {
				s, err := m.app.Sweep(ctx, older)
				if err != nil {
					return err
				}
				orphans, err := m.app.Orphans(ctx)
				fmt.Printf("removed %d unfinished uploads, %d files without a product, %d staged files; %d orphans left\n",
					s.Intentions+s.Uploads, s.Contents, s.Scratch, len(orphans))
				return err
			})
		},
	}
	cmd.Flags().DurationVar(&older, "older", app.SweepGrace, "only what is older than this")
	return cmd
}

func userCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "user", Short: "Accounts, from the machine itself"}
	cmd.AddCommand(&cobra.Command{
		Use: "password LOGIN", Short: "Give an account a new password, read from standard input", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			b, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), 1024))
			if err != nil {
				return fmt.Errorf("read the password: %w", err)
			}
			return withMain(cmd, func(ctx context.Context, m *Main) error {
				return m.app.ForcePassword(ctx, args[0], strings.TrimRight(string(b), "\r\n"))
			})
		},
	}, &cobra.Command{
		Use: "invite", Short: "Print a one-time link that makes the first admin", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withMain(cmd, func(ctx context.Context, m *Main) error {
				token, err := m.app.InviteFirstAdmin(ctx)
				fmt.Printf("/setup?token=%s\n", token)
				return err
			})
		},
	})
	return cmd
}

func openapiCommand() *cobra.Command {
	return &cobra.Command{
		Use: "openapi", Short: "Print the description of the API (OpenAPI 3.1)", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := web.New(web.Config{App: &app.App{}, Log: slog.New(slog.DiscardHandler), Version: "1"}).OpenAPI()
			if err == nil {
				_, err = cmd.OutOrStdout().Write(b)
			}
			return err
		},
	}
}

func inspectCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "inspect FILE|FOLDER…", Short: "Say what files are and what is recognised in them", Args: cobra.MinimumNArgs(1),
		Long: `Say what files are, what is recognised in them, whether they would be taken, and what
their signatures are worth. A folder stands for all files in and below it, in the
order of their names. What cannot be opened is a problem of that file; only a broken
call ends with another code than 0.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			trust, err := trustOf(cmd)
			if err != nil {
				return err
			}
			r, err := intake.New(intake.Config{Logger: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})), Trust: trust})
			if err != nil {
				return err
			}
			defer func() { _ = r.Close() }()
			enc := json.NewEncoder(cmd.OutOrStdout())
			enc.SetEscapeHTML(false)
			for file := range filesOf(args) {
				in := intake.Inspect(cmd.Context(), r, file)
				if asJSON {
					err = enc.Encode(in)
				} else {
					_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, %d pages, %d characters, signatures %s, %d problems\n",
						in.File, in.MediaType, in.Pages, in.TextChars, in.Signed, len(in.Problems))
				}
				if err != nil {
					return fmt.Errorf("write: %w", err)
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line")
	return cmd
}

// filesOf are the files of a command line, those of its folders among them. What
// cannot be listed is left in, to be told as a file that cannot be opened; links and
// devices in a folder are not followed.
func filesOf(args []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		more := true
		for _, arg := range args {
			if info, err := os.Stat(arg); err != nil || !info.IsDir() {
				more = more && yield(arg)
				continue
			}
			_ = filepath.WalkDir(arg+string(filepath.Separator), func(path string, d fs.DirEntry, err error) error { // yields what fails
				if more && (err != nil || d.Type().IsRegular()) {
					more = yield(path)
				}
				if !more {
					return fs.SkipAll
				}
				return nil
			})
		}
	}
}

// trustOf is the folder that --trust names. Without it nobody is trusted: a file
// that is only looked at belongs to no installation.
func trustOf(cmd *cobra.Command) (string, error) {
	dir := os.Getenv("MINHCHUNG_TRUST")
	if f := cmd.Flags().Lookup("trust"); f != nil && f.Changed {
		dir = f.Value.String()
	}
	if dir == "" {
		return "", nil
	}
	if _, err := os.ReadDir(dir); err != nil {
		return "", fmt.Errorf("--trust: %w", err)
	}
	return dir, nil
}

func configCommand() *cobra.Command {
	return &cobra.Command{
		Use: "config", Short: "Print what is in force and where from", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, settings, err := configOf(cmd)
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
			for _, s := range settings {
				_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", s.Name, s.Value, s.From, s.Env) // shown when flushed
			}
			if e := w.Flush(); e != nil {
				return fmt.Errorf("write: %w", e)
			}
			return err
		},
	}
}

// bar draws progress on a terminal, and nothing where nobody watches.
func bar(what string, done, of int) {
	if s, err := os.Stderr.Stat(); err != nil || s.Mode()&os.ModeCharDevice == 0 {
		return
	}
	if of == 0 {
		fmt.Fprintf(os.Stderr, "\r%s %d", what, done)
		return
	}
	const width = 30
	full := width * done / of
	fmt.Fprintf(os.Stderr, "\r%s [%s%s] %d/%d", what, strings.Repeat("█", full), strings.Repeat("·", width-full), done, of)
}
