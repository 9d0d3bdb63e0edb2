package archtest

import "slices"

// House is the table of this repository (docs/decisions/002): who may import whom,
// a line and a reason for every package. A package without a
// line fails the test, so that a new room is furnished on purpose.
func House() Table {
	return Table{Module: "minhchung", Rooms: rooms(), Guests: guests(), TestGuests: testGuests()}
}

// pure are the packages that compute and touch nothing.
func pure() []string {
	return []string{"internal/kpi", "internal/access", "internal/evidence", "internal/scoring", "internal/ledger", "internal/report"}
}

func rooms() []Room {
	kpi := []string{"internal/kpi"}
	words := func(more ...string) []string { return append(pure(), more...) }
	return slices.Concat([]Room{
		// What is counted, and how.
		{"internal/kpi", nil, Nothing, true, "the words: everything leans on them, so they lean on nothing"},
		{"internal/access", kpi, Nothing, true, "rights are one table, decided without a database"},
		{"internal/evidence", kpi, Nothing, true, "admission must give the same answer on every machine"},
		{"internal/scoring", kpi, Nothing, true, "anyone recomputes a score offline"},
		{"internal/scoring/rulebooks", []string{"internal/scoring", "internal/kpi"}, Nothing, true, "rulebooks are data beside the arithmetic"},
		{"internal/ledger", kpi, Nothing, true, "proofs are checked without the installation that made them; salts are handed in"},
		{"internal/report", kpi, Nothing, true, "a report is a table made of facts"},
		{"internal/report/render/...", []string{"internal/report/...", "internal/kpi"}, Nothing, false, "a table becomes a file's bytes, and nothing else is known here"},

		// What is done.
		{"internal/app", words("storage", "search", "internal/intake/nearcopy"), Chance, false, "the use cases: no SDK, SQL, HTTP, file or process; intake arrives as func values but for the arithmetic of near copies; salts and secrets are drawn here"},
		{"internal/jobs", []string{"internal/app", "internal/kpi"}, Nothing, false, "shims from a job to a use case"},
		{"internal/web", words("internal/app", "internal/identity"), Network | Chance, false, "the only HTTP; the pages arrive from cmd as fs.FS; sessions' secrets are drawn here"},
		{"internal/postgres", words("internal/app", "internal/postgres/...", "storage", "internal/intake/nearcopy"), Nothing, false, "the only SQL; storage for the Hash and nearcopy for the Sketch in the app's ports"},
		{"internal/postgres/gen", kpi, Nothing, false, "generated: rows as the words know them"},

		// What comes in.
		{"internal/intake", []string{"internal/kpi", "internal/intake/..."}, Files | Process, false, "bytes become facts in a child process: no network, no database"},
		{"internal/intake/...", []string{"internal/kpi", "internal/intake/..."}, Files | Process, false, "one reader each: no network, no database"},
		{"internal/intake/sandbox", []string{"internal/intake/sandbox/confine"}, Files | Process | Chance, false, "walls around a tool; the name that its limits complain under is drawn"},
		{"internal/intake/sandbox/confine", nil, Files | Kernel, false, "stands alone: rules for the kernel, which takes them as structures in memory"},
		{"internal/intake/signature", []string{"internal/kpi", "internal/intake/signature/..."}, Nothing, false, "a file's bytes and anchors in, facts out: no file, no clock, no address"},
		{"internal/intake/signature/...", nil, Nothing, false, "revisions of a PDF; envelopes of signatures"},
		{"internal/intake/recognise", kpi, Nothing, false, "text in, number, date and signer out"},
		{"internal/intake/nearcopy", nil, Nothing, false, "texts in, how alike they are out"},
		{"internal/intake/sniff", kpi, Nothing, false, "bytes in, kind of file out"},
		{"internal/exchange", kpi, Nothing, false, "rows out of other people's exports, parsed in the child"},

		// What surrounds it.
		{"internal/identity", []string{"internal/app", "internal/kpi"}, Network | Chance, false, "passwords, sessions' secrets; OIDC asks a server"},
		{"internal/notify", []string{"internal/app", "internal/kpi"}, Network, false, "mail and webhooks leave from here"},
		{"internal/keys", []string{"internal/app", "internal/kpi"}, Files | Chance, false, "log and seal keys are files outside the database"},
		{"internal/backup", []string{"internal/app", "internal/kpi", "storage"}, Files, false, "rows, bytes and keys out and in"},
		{"internal/seed", []string{"internal/app", "internal/access", "internal/kpi", "internal/seed/..."}, Chance, false, "the demo office; its chance is seeded"},
		{"internal/seed/...", []string{"internal/kpi", "internal/seed/..."}, Chance, false, "papers and people of the demo office; as above"},
		{"internal/localpg", nil, Files | Process, false, "stands alone: a server's programs, its folder, its socket"},
		{"internal/config", nil, Files | Network, false, "stands alone: environment and flags into values; net only to read an address"},
	}, engines(), tools())
}

// engines are bytes and words: they know nothing of offices and points.
func engines() []Room {
	drivers := []string{"storage/driver"}
	words := []string{"search/driver", "search/vietnamese"}
	return []Room{
		{"storage", drivers, Files, false, "bytes under their hash, staged in a scratch folder; knows nothing of kpi"},
		{"storage/driver", nil, Files, false, "the seam: put and get bytes; os for the errors of files"},
		{"storage/fsstore", drivers, Files, false, "one driver: a folder"},
		{"storage/s3store", drivers, Files | Network, false, "one driver: S3, which is reached over the network"},
		{"storage/storagetest", []string{"storage", "storage/driver"}, All, false, "the drivers' contract, with a real gateway"},
		{"search", words, Nothing, false, "words that can be rebuilt; knows nothing of kpi"},
		{"search/vietnamese", nil, Nothing, false, "how Vietnamese is folded: text in, text out"},
		{"search/driver", []string{"search/vietnamese"}, Nothing, false, "the seam: pages in, hits out"},
		{"search/blevesearch", words, Files, false, "one driver: an index in a folder"},
		{"search/meilisearch", words, Network, false, "one driver: a server"},
		{"search/searchtest", append([]string{"search"}, words...), Chance, false, "the drivers' contract"},
	}
}

func tools() []Room {
	return []Room{
		{"frontend", nil, Nothing, false, "embeds the built pages and does nothing"},
		{"cmd/minhchung", []string{"..."}, All, false, "the only place where parts are wired"},
		{"internal/testkit", []string{"..."}, All, false, "real parts for tests of everything"},
		{"internal/archtest", nil, Files | Process, false, "stands alone and looks at the others from outside"},
		{"deploy/bench", []string{"internal/seed/paper", "internal/kpi"}, All, false, "measures the program from outside, over HTTP; papers to upload"},
		{"deploy/firstpages", []string{"deploy/firstpages/...", "internal/intake", "internal/intake/recognise"}, Files | Process | Chance, false, "makes the papers that recognition is measured on, with programs the product does not need; the product reads them"},
		{"deploy/firstpages/paper", nil, Chance, false, "the examiner stands alone: it must not know what the recogniser knows"},
		{"deploy/firstpages/scan", nil, Chance, false, "as above: a scanner knows nothing"},
		{"deploy/firstpages/set", []string{"deploy/firstpages/paper"}, Nothing, false, "words and truth, kept"},
		{"deploy/firstpages/measure", []string{"deploy/firstpages/paper", "deploy/firstpages/set", "internal/intake/recognise", "internal/kpi"}, Files, false, "the only place where examiner and recogniser meet"},
		{"deploy/bootstrap/testrun", nil, Files | Process, false, "runs the suites and counts"},
	}
}

// guests: each library in exactly the packages named.
func guests() []Guest {
	return []Guest{
		// The database and what speaks to it.
		{"github.com/jackc/pgx/v5", []string{"internal/postgres/...", "internal/testkit"}, "one package speaks SQL; the kit of tests makes databases and looks past the program"},
		{"github.com/pressly/goose/v3", []string{"internal/postgres"}, "migrations run where the SQL is"},
		{"github.com/riverqueue/river", []string{"internal/jobs", "internal/postgres"}, "workers are values in jobs, the client is built beside the pool"},
		{"github.com/riverqueue/river/riverdriver", []string{"internal/postgres"}, "the driver wraps pgx"},
		{"github.com/riverqueue/river/rivermigrate", []string{"internal/postgres"}, "its migrations follow ours"},
		// Bytes and words.
		{"github.com/minio/minio-go/v7", []string{"storage/s3store"}, "one driver, one SDK"},
		{"github.com/blevesearch", []string{"search/blevesearch"}, "one driver, one SDK"},
		{"go.etcd.io/bbolt", []string{"search/blevesearch"}, "bleve's own store tells by its errors that an index is taken"},
		{"github.com/meilisearch/meilisearch-go", []string{"search/meilisearch"}, "one driver, one SDK"},
		// HTTP.
		{"github.com/gofiber/fiber/v2", []string{"internal/web"}, "the only HTTP"},
		{"github.com/danielgtaylor/huma/v2", []string{"internal/web"}, "the only HTTP"},
		{"github.com/valyala/fasthttp", []string{"internal/web"}, "fiber's streams are fasthttp's"},
		{"github.com/prometheus/client_golang", []string{"internal/web", "cmd/minhchung"}, "measurements are registered by cmd and shown by web"},
		// Files of offices.
		{"github.com/pdfcpu/pdfcpu", []string{"internal/intake/..."}, "panics and bombs stay in the child"},
		{"github.com/hhrutter/tiff", []string{"internal/intake/..."}, "as above"},
		{"github.com/xuri/excelize/v2", []string{"internal/exchange", "internal/intake/office", "internal/report/render/..."}, "XLSX in and out"},
		{"github.com/richardlehane/mscfb", []string{"internal/intake/office"}, "the container of DOC, as excelize opens it"},
		{"codeberg.org/go-pdf/fpdf", []string{"internal/report/render/...", "internal/seed/..."}, "PDF out"},
		{"github.com/go-fonts/liberation", []string{"internal/report/render/...", "internal/seed/..."}, "letters with every Vietnamese mark"},
		{"github.com/goccy/go-yaml", []string{"internal/scoring/rulebooks", "internal/seed/..."}, "rulebooks and the demo office are written by people"},
		{"github.com/santhosh-tekuri/jsonschema/v6", []string{"internal/scoring/rulebooks"}, "a rulebook is checked before it is read"},
		// Go's own, outside the standard library.
		{"golang.org/x/mod/sumdb", []string{"internal/ledger"}, "the Merkle tree and its notes"},
		{"golang.org/x/crypto", []string{"internal/identity", "internal/keys", "internal/intake/signature/...", "internal/seed/..."}, "passwords, keys, signatures"},
		{"golang.org/x/text", []string{"internal/kpi", "search/...", "internal/intake/...", "internal/exchange", "internal/seed/...", "deploy/firstpages/measure"}, "Unicode forms of text from outside; in the words because one paper typed in two forms has one identity"},
		{"golang.org/x/image", []string{"internal/intake/...", "internal/seed/..."}, "pictures of pages"},
		{"golang.org/x/sys", []string{"internal/localpg", "internal/intake/...", "storage/fsstore"}, "locks and limits of the kernel"},
		{"golang.org/x/sync", []string{"cmd/minhchung", "internal/intake", "internal/web", "internal/backup", "internal/seed"}, "groups of goroutines"},
		{"github.com/spf13/cobra", []string{"cmd/minhchung"}, "commands"},
		{"github.com/spf13/pflag", []string{"cmd/minhchung"}, "flags"},
	}
}

func testGuests() []Guest {
	return []Guest{
		{"github.com/jackc/pgx/v5", []string{"internal/localpg", "internal/jobs", "internal/testkit", "cmd/minhchung"}, "tests ask the real database"},
		{"github.com/riverqueue/river", []string{"cmd/minhchung", "internal/testkit"}, "tests look at real jobs"},
		{"github.com/pdfcpu/pdfcpu", []string{"internal/seed/...", "internal/report/render/..."}, "a second opinion on the PDF we wrote"},
		{"codeberg.org/go-pdf/fpdf", []string{"internal/intake/..."}, "tests of readers write what is read"},
		{"github.com/go-fonts/liberation", []string{"internal/intake/..."}, "as above"},
		{"golang.org/x/text", []string{"..."}, "tests write the same text in other forms"},
		{"golang.org/x/sys", []string{"..."}, "tests limit and lock"},
	}
}
