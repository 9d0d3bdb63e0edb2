package confine

import "golang.org/x/sys/unix"

const machine = unix.AUDIT_ARCH_AARCH64

// older are calls that are named otherwise here.
func older() []uint32 { return []uint32{unix.SYS_FSTATAT} }

// openers are the calls that open a file by name.
func openers() []guard { return []guard{{unix.SYS_OPENAT, opening(2)}} }
