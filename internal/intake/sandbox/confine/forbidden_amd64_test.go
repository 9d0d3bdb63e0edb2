package confine

import "golang.org/x/sys/unix"

// forbiddenHere are calls that newer processors never had.
func forbiddenHere() map[string]uint32 {
	return map[string]uint32{
		"fork": unix.SYS_FORK, "vfork": unix.SYS_VFORK, "chmod": unix.SYS_CHMOD, "chown": unix.SYS_CHOWN, "lchown": unix.SYS_LCHOWN, "utime": unix.SYS_UTIME, "utimes": unix.SYS_UTIMES, "futimesat": unix.SYS_FUTIMESAT, "link": unix.SYS_LINK, "symlink": unix.SYS_SYMLINK, "unlink": unix.SYS_UNLINK, "rename": unix.SYS_RENAME, "mkdir": unix.SYS_MKDIR, "rmdir": unix.SYS_RMDIR, "mknod": unix.SYS_MKNOD, "creat": unix.SYS_CREAT, "inotify_init": unix.SYS_INOTIFY_INIT,
		"iopl": unix.SYS_IOPL, "ioperm": unix.SYS_IOPERM, "modify_ldt": unix.SYS_MODIFY_LDT, "uselib": unix.SYS_USELIB, "kexec_file_load": unix.SYS_KEXEC_FILE_LOAD,
	}
}
