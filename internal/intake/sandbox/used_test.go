package sandbox

import (
	"syscall"
	"testing"
)

func TestUsedKnowsWhatALimitSays(t *testing.T) {
	t.Parallel()
	const inRuntime = "SIGSEGV: segmentation violation\nPC=0x43307d m=0 sigcode=1 addr=0x0\n\ngoroutine 0 gp=0x7e9000 m=0 mp=0x7ea000 [idle]:\nruntime.x()"
	for name, c := range map[string]struct {
		r    Result
		want string
	}{
		"nothing":                    {Result{}, ""},
		"killed":                     {Result{Signal: syscall.SIGKILL}, CPU},
		"time is up":                 {Result{Signal: syscall.SIGXCPU}, CPU},
		"Go says so":                 {Result{Code: 2, Stderr: "fatal error: runtime: out of memory"}, Memory},
		"C++ says so":                {Result{Code: 134, Stderr: "terminate called after throwing std::bad_alloc"}, Memory},
		"only said, not died of":     {Result{Stderr: "out of memory"}, ""},
		"Go's runtime falls over it": {Result{Code: 2, Stderr: inRuntime}, Memory},
		"a handler's own fault":      {Result{Code: 2, Stderr: "panic: SIGSEGV: segmentation violation addr=0x0\n\ngoroutine 7 gp=0x1 [running]:"}, ""},
	} {
		if got := IsExceeded(Used(c.r)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
