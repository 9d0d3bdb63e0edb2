package intake

import (
	"runtime"
	"time"

	"minhchung/internal/intake/sandbox"
)

// Limits bound what one file may cost. A zero field takes the default named
// beside it.
type Limits struct {
	File     int64         // bytes a file may have to be read at all; 50 MiB
	Pages    int           // pages whose text is taken; 2,000
	Pixels   int           // pixels of one picture; 25,000,000
	OCRPages int           // pages recognised from pictures in one Read; 50
	Memory   int64         // bytes of one tool call; 1 GiB
	CPU      time.Duration // of one tool call, whole seconds; 10 s
	OCRCPU   time.Duration // of the recognition of one page, whole seconds; 40 s
	Output   int64         // bytes one tool call may answer with; 64 MiB
	Children int           // parser children at the same time; 2
	OCRTurns int           // pictures of pages read at the same time, behind people; as many as processors
}

func (l Limits) withDefaults() Limits {
	def := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	def64 := func(v *int64, d int64) {
		if *v <= 0 {
			*v = d
		}
	}
	def64(&l.File, 50<<20)
	def(&l.Pages, 2_000)
	def(&l.Pixels, 25_000_000)
	def(&l.OCRPages, 50)
	def64(&l.Memory, 1<<30)
	def64((*int64)(&l.CPU), int64(10*time.Second))
	def64((*int64)(&l.OCRCPU), int64(40*time.Second))
	def64(&l.Output, 64<<20)
	def(&l.Children, 2)
	def(&l.OCRTurns, runtime.NumCPU())
	return l
}

// patience is how much longer than its work a tool may take on the clock. What a
// document costs is told by the CPU; the clock is there for a tool that sleeps, and
// must not call a document a bomb because the machine is busy.
const patience = 6

func (l Limits) tool() sandbox.Limits {
	return sandbox.Limits{Memory: l.Memory, CPU: l.CPU, Wall: max(patience*l.CPU, 30*time.Second), Output: l.Output}
}

func (l Limits) ocr() sandbox.Limits {
	return sandbox.Limits{Memory: l.Memory, CPU: l.OCRCPU, Wall: patience * l.OCRCPU, Output: l.Output}
}

// child: a Go runtime reserves address space that it never touches, and counts
// its threads as processes. The CPU is that of a whole life of many files; one
// file is bounded by the clock.
func (l Limits) child() sandbox.Limits {
	return sandbox.Limits{Memory: l.Memory, Reserve: 2 << 30, CPU: 10 * time.Minute, Processes: 64}
}

// wall is how long a parser child may take for one file. It is on the clock, so
// it leaves room for a busy machine.
func (l Limits) wall() time.Duration { return 2 * l.CPU }
