package confine

import "golang.org/x/sys/unix"

const machine = unix.AUDIT_ARCH_X86_64

// older are calls that newer processors never had.
func older() []uint32 {
	return []uint32{
		unix.SYS_STAT, unix.SYS_LSTAT, unix.SYS_NEWFSTATAT, unix.SYS_ACCESS, unix.SYS_READLINK, unix.SYS_GETDENTS,
		unix.SYS_DUP2, unix.SYS_PIPE, unix.SYS_POLL, unix.SYS_SELECT, unix.SYS_EPOLL_CREATE, unix.SYS_EPOLL_WAIT, unix.SYS_EVENTFD, unix.SYS_SIGNALFD,
		unix.SYS_ALARM, unix.SYS_PAUSE, unix.SYS_TIME, unix.SYS_GETPGRP, unix.SYS_ARCH_PRCTL,
	}
}

// openers are the calls that open a file by name.
func openers() []guard {
	return []guard{{unix.SYS_OPEN, opening(1)}, {unix.SYS_OPENAT, opening(2)}}
}
