package localpg

import (
	"os"
	"strings"
)

// setting is one line of the server's configuration. They are passed with every
// start and are not written into the cluster, so that a newer program brings
// its newer settings.
type setting struct{ name, value string }

// serverSettings suit a small office PC: 4 to 8 GB shared with a browser, one
// ordinary disk, tens of connections.
func serverSettings(socket string, fast bool) []setting {
	s := []setting{
		{"listen_addresses", ""},
		{"unix_socket_directories", socket},
		{"unix_socket_permissions", "0700"},
		{"port", "5432"},
		{"cluster_name", databaseName}, // seen in ps
		{"max_connections", "100"},

		{"shared_buffers", "128MB"},
		{"effective_cache_size", "1GB"},
		{"work_mem", "16MB"},
		{"maintenance_work_mem", "128MB"},
		{"random_page_cost", "1.5"}, // SSDs are the rule, old disks still exist
		{"wal_compression", "on"},
		{"jit", "off"}, // our statements are short: compiling them costs more than it gives

		{"timezone", "UTC"},
		{"log_timezone", "UTC"},
		{"lc_messages", "C"}, // levelOf and transient read them

		// Lines go to our logger. A statement may hold a name or a document's
		// text: neither it nor its details are ever logged.
		{"logging_collector", "off"},
		{"log_destination", "stderr"},
		{"log_line_prefix", ""},
		{"log_min_messages", "warning"},
		{"log_min_error_statement", "panic"},
		{"log_error_verbosity", "terse"},
		{"log_checkpoints", "off"},
	}
	return append(s, durability(fast)...)
}

// createSettings are those that matter while the database is made.
func createSettings(fast bool) []setting {
	return append([]setting{{"lc_messages", "C"}, {"timezone", "UTC"}}, durability(fast)...)
}

func durability(fast bool) []setting {
	if fast {
		return []setting{
			{"fsync", "off"}, {"full_page_writes", "off"}, {"synchronous_commit", "off"},
			{"wal_level", "minimal"}, {"max_wal_senders", "0"},
			{"max_connections", "300"}, // many parallel tests, each with a pool
		}
	}
	// Their defaults, said aloud: ALTER SYSTEM must not be able to undo them.
	return []setting{{"fsync", "on"}, {"full_page_writes", "on"}, {"synchronous_commit", "on"}}
}

func flags(settings []setting) []string {
	var args []string
	for _, s := range settings {
		args = append(args, "-c", s.name+"="+s.value)
	}
	return args
}

// environment is what the server sees: ours without the variables that would
// bend it (PGDATA, PGPORT…), in a neutral language.
func environment() []string {
	env := []string{"LC_ALL=C", "TZ=UTC"}
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		switch name {
		case "PATH", "TMPDIR", "LD_LIBRARY_PATH":
			env = append(env, kv)
		default: // our own secrets among them
		}
	}
	return env
}
