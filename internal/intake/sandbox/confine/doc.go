// Package confine shuts the process it is called in behind walls of the kernel and
// turns it into another program: the way of package sandbox where bubblewrap cannot
// run. No right is needed for it, no namespace and no program beside this one.
//
// It starts nothing, waits for nothing and knows no tools: what a call may read is
// said to it. It only ever takes away, and only from the process that asked.
//
// Two things of the kernel make the walls. Landlock (5.13) says which files may be
// read, and which two may be run: the tool and its loader. A filter of system calls
// (seccomp) says what may be asked of the kernel at all, from a list of what is
// harmless: no socket of any kind, no other process to start, signal, trace, slow or
// limit, no mount, no key, no rights or times of files, and nothing that a kernel
// learned after this list was written.
//
// Left open: a tool can ask whether a path exists and how large the file is (stat),
// of anything its user could; Landlock does not judge that question yet. As root each
// call gets a user id of its own, which meets that with the rights of the folders.
package confine
