// Old certificates carry serial numbers below zero; without the line below their
// signatures could not be checked at all.

//go:debug x509negativeserial=1

// Command minhchung is the whole program: it serves, works and answers questions
// about an installation. See run.go for how its parts are wired.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"minhchung/internal/config"
	"minhchung/internal/intake"
	"minhchung/internal/kpi"
)

// version is set by the build.
var version = "dev" //nolint:gochecknoglobals // set with -ldflags -X

func main() {
	if code, is := intake.Helper(os.Args[1:], os.Stdin, os.Stdout); is {
		os.Exit(code)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command().ExecuteContext(ctx); err != nil {
		say(err)
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called
	}
}

// say tells an error in both languages when it has them.
func say(err error) {
	if e := new(kpi.Error); errors.As(err, &e) && !e.Msg.IsZero() {
		fmt.Fprintf(os.Stderr, "%s\n%s\n[%s]\n", e.Msg.Vi, e.Msg.En, e.Reason)
		return
	}
	fmt.Fprintln(os.Stderr, "minhchung:", err)
}

// command returns the root command with everything below it.
func command() *cobra.Command {
	root := &cobra.Command{
		Use: "minhchung", Short: "The register of finished work: scores counted from evidence",
		SilenceUsage: true, SilenceErrors: true, Version: version,
	}
	root.PersistentPreRunE = flagsFromEnvironment
	flags := root.PersistentFlags()
	for _, o := range config.Options() {
		help := fmt.Sprintf("%s [%s]", o.Help, o.Env)
		if o.Default == "false" {
			flags.Bool(o.Name, false, help)
		} else {
			flags.String(o.Name, o.Default, help)
		}
	}
	root.AddCommand(serveCommand(), workCommand(), migrateCommand(), reindexCommand(), verifyCommand(), sweepCommand(),
		seedCommand(), userCommand(), openapiCommand(), inspectCommand(), configCommand())
	return root
}

// flagsFromEnvironment gives each flag of a single command its environment variable
// too: --older is MINHCHUNG_OLDER. What config lists finds its own, see configOf.
func flagsFromEnvironment(cmd *cobra.Command, _ []string) (err error) {
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		env := "MINHCHUNG_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		v, ok := os.LookupEnv(env)
		if !ok || f.Changed || f.Name == "help" || err != nil {
			return
		}
		if e := cmd.Flags().Set(f.Name, v); e != nil {
			err = fmt.Errorf("%s: %w", env, e)
		}
	})
	return err
}

// configOf loads the configuration in force for a command.
func configOf(cmd *cobra.Command) (config.Config, []config.Setting, error) {
	return config.Load(func(name string) (string, bool) {
		f := cmd.Flags().Lookup(name)
		if f == nil || !f.Changed {
			return "", false
		}
		return f.Value.String(), true
	}, os.LookupEnv)
}
