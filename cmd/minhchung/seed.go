package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/seed"
)

// demoSeed makes every demo office the same.
const demoSeed = 335

// rulebook is the one that new periods of the demo office are scored under.
const rulebook = "vn-335-2025-nonleader@1"

func seedCommand() *cobra.Command {
	var demo bool
	var officials, products int
	cmd := &cobra.Command{
		Use: "seed", Short: "Fill an empty installation: a demo office, or many rows for measurements", Long: largeHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withMain(cmd, func(ctx context.Context, m *Main) error {
				switch {
				case officials > 0:
					return m.seedLarge(ctx, officials, products)
				case m.Config.Demo || demo:
					empty, err := m.app.NeedsSetup(ctx)
					if err != nil {
						return err
					}
					if !empty {
						return fmt.Errorf("the installation in %s is not empty; nothing was changed", m.Config.Data)
					}
					return m.seedDemo(ctx)
				}
				return fmt.Errorf("say what to seed: --demo, or --officials N --products M")
			})
		},
	}
	cmd.Flags().IntVar(&officials, "officials", 0, "number of officials of a large installation")
	cmd.Flags().IntVar(&products, "products", 0, "number of products of a large installation")
	return cmd
}

// seedDemo stores the demo office.
func (m *Main) seedDemo(ctx context.Context) error {
	hash, err := m.app.Passwords.Hash(ctx, demoPassword)
	if err != nil {
		return err
	}
	fmt.Println("Đang dựng cơ quan minh họa (chỉ lần đầu)… / Building the demo office (first start only)…")
	start := time.Now()
	err = seed.Store(ctx, seed.Demo(kpi.DateOf(time.Now()), demoSeed), seed.Storing{
		App: m.newApp, PasswordHash: hash, Rulebook: rulebook, Trust: m.trustDemo, Progress: func(done, of int) { bar("demo", done, of) },
	})
	if err == nil {
		fmt.Printf("\rXong sau %s. / Done after %[1]s.                              \n", time.Since(start).Round(time.Second))
	}
	return err
}

// trustDemo puts the invented authority of the demo office among the trusted ones of
// this installation. Its keys can be computed by anybody, so it never goes into a
// folder that was named: that may belong to a real installation, too.
func (m *Main) trustDemo(root []byte) error {
	if m.Config.Trust != "" {
		m.Log.Warn("the demo office's signatures stay untrusted: its certificate is not put into a folder of yours", "folder", m.Config.Trust)
		return nil
	}
	if err := os.MkdirAll(m.trustFolder(), 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(m.trustFolder(), "minh-hoa.pem"), root, 0o600)
}

// isDemo reports whether the installation was seeded as a demo office: its
// accounts have the demo password, so it must never be taken for a real one.
func (m *Main) isDemo(ctx context.Context) (ok bool, err error) {
	err = m.store.Snapshot(ctx, func(tx app.Tx) error {
		a, err := tx.AccountByLogin(ctx, demoShown()[0].login)
		if kpi.CodeOf(err) == kpi.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		ok, err = m.app.Passwords.Verify(ctx, a.PasswordHash, demoPassword)
		return err
	})
	return ok, err
}

func (m *Main) accountName(ctx context.Context, login string) (name string, err error) {
	err = m.store.Snapshot(ctx, func(tx app.Tx) error {
		a, err := tx.AccountByLogin(ctx, login)
		name = a.Name
		return err
	})
	return name, err
}

// shown is one account of the demo office on the sign-in page.
type shown struct{ login, vi, en string }

func demoShown() []shown {
	return []shown{
		{"canbo1", "công chức — làm tốt", "staff — doing well"},
		{"canbo2", "công chức — hay chậm hạn", "staff — often late"},
		{"canbo3", "công chức — có việc bị trả lại", "staff — with returned work"},
		{"canbo4", "công chức — ít minh chứng", "staff — little evidence"},
		{"canbo5", "công chức một cửa", "one-stop staff"},
		{"truongphong", "trưởng phòng — người chấm điểm", "head of division — supervisor"},
		{"chutich", "chủ tịch UBND phường — người đứng đầu", "chairman of the ward — head"},
		{"thanhtra", "thanh tra", "inspector"},
		{"quantri", "quản trị", "administrator"},
		{"quantri2", "quản trị thứ hai (xác nhận quyền)", "second administrator (confirms roles)"},
	}
}
